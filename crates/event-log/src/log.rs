//! The log of one service.

use std::{path::Path, sync::Arc};

use kernel::{Clock, Ids};
use sqlx::PgPool;
use tokio::sync::watch;

use crate::{Envelope, ExecuteError, Executed, Fault, Handle, Order, Token, Vault};

/// The pools the log works through; each is of the database role its name says.
#[derive(Clone)]
pub struct Pools {
    /// Role `append`: the append function, loads. Two connections are enough.
    pub append: PgPool,
    /// Role `project`: reads the log for relay and projections.
    pub project: PgPool,
    /// Role `vault`: keys, side rows, look-ups.
    pub vault: PgPool,
}

/// How the log behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whose log, as `citizens`.
    pub service: &'static str,
    /// Commands that may wait for the next batch; beyond it callers hear `Busy`.
    pub queue: usize,
    /// Commands in one batch at the most.
    pub batch: usize,
    /// Streams kept folded in memory.
    pub cache: u64,
}

impl Settings {
    /// The ordinary ones.
    #[must_use]
    pub fn of(service: &'static str) -> Self {
        Self { service, queue: 4096, batch: 500, cache: 10_000 }
    }
}

/// The key that wraps the cell's keys: 32 bytes, hex, in a file.
pub struct RootKey {
    // the event-log helper fills this in
}

impl RootKey {
    /// Reads it.
    ///
    /// # Errors
    /// When the file does not hold 64 hex digits; the message never shows its content.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let _ = path;
        unimplemented!()
    }
}

/// The log of one service. Cheap to clone.
#[derive(Clone)]
pub struct EventLog {
    // the event-log helper fills this in
}

impl EventLog {
    /// Opens the log: checks the schema, unwraps (or, first of all, makes) the cell's keys, starts the batcher.
    ///
    /// # Errors
    /// When the database is not migrated or the root key does not fit.
    pub async fn open(
        settings: Settings,
        pools: Pools,
        root: RootKey,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, Fault> {
        let _ = (settings, pools, root, clock, ids);
        unimplemented!()
    }

    /// Whose log.
    #[must_use]
    pub fn service(&self) -> &'static str {
        unimplemented!()
    }

    /// The one door: stored answer, load, decide, append; on conflict reload and decide again.
    ///
    /// # Errors
    /// See `ExecuteError`.
    pub async fn execute<H: Handle>(
        &self,
        order: &Order,
        handler: &H,
    ) -> Result<Executed<H::Answer>, ExecuteError<H::Refusal>> {
        let _ = (order, handler);
        unimplemented!()
    }

    /// The events after a position, in order, at most `limit`.
    ///
    /// # Errors
    /// A fault.
    pub async fn read(&self, after: i64, limit: i64) -> Result<Vec<Envelope>, Fault> {
        let _ = (after, limit);
        unimplemented!()
    }

    /// Where the log ends now.
    ///
    /// # Errors
    /// A fault.
    pub async fn head(&self) -> Result<Token, Fault> {
        unimplemented!()
    }

    /// Wakes when this process has appended; a hint, other processes append too.
    #[must_use]
    pub fn appended(&self) -> watch::Receiver<i64> {
        unimplemented!()
    }

    /// Opens personal data.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        unimplemented!()
    }

    /// Takes no more commands, finishes those that wait.
    pub async fn close(&self) {
        unimplemented!()
    }
}

/// The database role a pool works as. Each may do only what its name says (foundations 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DbRole {
    /// Owns every table; used by `migrate` only.
    Owner,
    /// The append function and loads.
    Append,
    /// Reads the log; writes read models, checkpoints, leases.
    Project,
    /// Queries, under row-level security.
    Read,
    /// Keys, side rows, look-ups.
    Vault,
    /// Indicators over all rows, counts only.
    Count,
}

impl DbRole {
    /// Its name in Postgres.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "jobbro_owner",
            Self::Append => "jobbro_append",
            Self::Project => "jobbro_project",
            Self::Read => "jobbro_read",
            Self::Vault => "jobbro_vault",
            Self::Count => "jobbro_count",
        }
    }
}

/// A pool whose every connection works as that role (start-up option `role`), lazily connected.
#[must_use]
pub fn pool(options: sqlx::postgres::PgConnectOptions, role: DbRole, connections: u32) -> PgPool {
    let _ = (options, role, connections);
    unimplemented!()
}

/// Makes or upgrades the log's tables and function; `owner` is a pool of that role.
///
/// # Errors
/// A fault.
pub async fn migrate(owner: &PgPool) -> Result<(), Fault> {
    let _ = owner;
    unimplemented!()
}

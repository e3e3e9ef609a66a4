//! The log of one service.

mod execute;
mod read;
mod verify;

use std::sync::Arc;

use kernel::{Clock, Ids};
use sqlx::PgPool;
use tokio::sync::watch;

use crate::{
    ExecuteError, Executed, Fault, Handle, Order, RootKey, Vault,
    batcher::Batcher,
    cache::Streams,
    keys::{CellKeys, KeyStore, PostgresKeys},
    metrics::Metrics,
    schema,
};
pub use verify::{Divergence, Verified};

/// The pools the log works through; each is of the database role its name says.
#[derive(Clone)]
pub struct Pools {
    /// Role `append`: the append function, loads. Two connections are enough; one alone is not, the batcher keeps it.
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

/// The log of one service. Cheap to clone.
#[derive(Clone)]
pub struct EventLog {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    service: &'static str,
    pub(crate) pools: Pools,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) streams: Streams,
    batcher: Batcher,
    cell: Arc<CellKeys>,
    store: Arc<dyn KeyStore>,
    vault: Vault,
    metrics: Arc<Metrics>,
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
        schema::check(&pools.append).await?;
        let store: Arc<dyn KeyStore> = Arc::new(PostgresKeys { vault: pools.vault.clone() });
        let cell = Arc::new(CellKeys::open(store.as_ref(), &root, clock.now()).await?);
        drop(root);
        let head = read::head(&pools.project).await?;
        let metrics = Arc::new(Metrics::new());
        let batcher = Batcher::start(
            pools.append.clone(),
            settings.queue,
            settings.batch,
            head.position,
            Arc::clone(&metrics),
        );
        let vault = Vault {
            pool: pools.vault.clone(),
            cell: Arc::clone(&cell),
            store: Arc::clone(&store),
            clock,
        };
        let inner = Inner {
            service: settings.service,
            streams: Streams::new(settings.cache),
            pools,
            ids,
            batcher,
            cell,
            store,
            vault,
            metrics,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whose log.
    #[must_use]
    pub fn service(&self) -> &'static str {
        self.inner.service
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
        execute::execute(&self.inner, order, handler).await
    }

    /// Wakes when this process has appended; a hint, other processes append too.
    #[must_use]
    pub fn appended(&self) -> watch::Receiver<i64> {
        self.inner.batcher.appended()
    }

    /// Opens personal data.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    /// Takes no more commands, finishes those that wait.
    pub async fn close(&self) {
        self.inner.batcher.close().await;
    }
}

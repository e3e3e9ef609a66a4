//! Read your writes: a query waits until its read model has reached a token.

use std::{sync::Arc, time::Duration};

use event_log::{EventLog, Token};
use kernel::Timestamp;
use sqlx::PgPool;
use tokio::{
    sync::{Mutex, watch},
    time::{Instant, sleep, sleep_until},
};

use crate::checkpoint::{Checkpoint, Key};

/// Why a token was not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitError {
    /// Not in time.
    Deadline,
    /// The token is of another epoch of that log.
    EpochChanged,
    /// The read model does not follow that service: there is nothing to wait for.
    NotFollowed,
}

/// How far a projection or reaction has come with one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Whose log.
    pub service: &'static str,
    /// The last event it has handled; 0 before the first.
    pub position: i64,
    /// When that event was stored.
    pub recorded_at: Option<Timestamp>,
}

/// How far a projection or reaction has come, for each source. Cheap to clone.
#[derive(Clone)]
pub struct Progress {
    log: EventLog,
    sources: Arc<[Arc<Position>]>,
}

impl Progress {
    pub(crate) fn new(log: EventLog, sources: impl IntoIterator<Item = Arc<Position>>) -> Self {
        Self { log, sources: sources.into_iter().collect() }
    }

    /// Waits until the source's checkpoint has reached the token. Works over processes: what moves the
    /// checkpoint may run elsewhere.
    ///
    /// # Errors
    /// See `WaitError`.
    pub async fn reached(
        &self,
        service: &str,
        token: Token,
        within: Duration,
    ) -> Result<(), WaitError> {
        self.reached_by(service, token, Instant::now() + within).await
    }

    /// How far it has come with each source, as stored now. What is read afterwards holds at least that.
    ///
    /// # Errors
    /// When Postgres does not answer.
    pub async fn positions(&self) -> Result<Vec<Followed>, sqlx::Error> {
        let mut positions = Vec::new();
        for source in self.sources.iter() {
            let at = source.read().await?;
            positions.push(Followed {
                service: source.key.source,
                position: at.position,
                recorded_at: at.recorded_at,
            });
        }
        Ok(positions)
    }

    /// Whether it follows that service.
    #[must_use]
    pub fn follows(&self, service: &str) -> bool {
        self.sources.iter().any(|it| it.key.source == service)
    }

    async fn reached_by(
        &self,
        service: &str,
        token: Token,
        deadline: Instant,
    ) -> Result<(), WaitError> {
        let source = self.sources.iter().find(|it| it.key.source == service);
        let source = source.ok_or(WaitError::NotFollowed)?;
        if let Some(known) = source.known().reached(token) {
            return known;
        }
        tokio::select! {
            biased;
            reached = source.reached(token) => reached,
            () = self.never(service, token) => Err(WaitError::EpochChanged),
            () = sleep_until(deadline) => Err(WaitError::Deadline),
        }
    }

    /// Returns when the own log says that it will never hold the token: it was cut and goes on in a newer epoch.
    async fn never(&self, service: &str, token: Token) {
        if service == self.log.service()
            && let Ok(head) = self.log.head().await
            && head.epoch > token.epoch
            && head.position < token.position
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

/// Waits until every reaction to a service has handled that service's token, for `ResolveToken`: what they had
/// to do for these tokens is then in the own log.
///
/// # Errors
/// See `WaitError`; a service nobody reacts to is reached at once.
pub async fn resolve(
    reactions: &[Progress],
    tokens: &[(String, Token)],
    within: Duration,
) -> Result<(), WaitError> {
    let deadline = Instant::now() + within;
    for (service, token) in tokens {
        for reaction in reactions.iter().filter(|it| it.follows(service)) {
            reaction.reached_by(service, *token, deadline).await?;
        }
    }
    Ok(())
}

/// The checkpoint of one subscription as this process knows it.
pub(crate) struct Position {
    pub key: Key,
    pool: PgPool,
    known: watch::Sender<Checkpoint>,
    /// Held by the one waiter who looks into the database for all.
    looking: Mutex<()>,
    look_every: Duration,
}

impl Position {
    pub fn new(key: Key, pool: PgPool, look_every: Duration) -> Self {
        let known = watch::Sender::new(Checkpoint::default());
        Self { key, pool, known, looking: Mutex::new(()), look_every: look_every.min(LOOK_EVERY) }
    }

    /// Where checkpoints are kept.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Tells everyone who waits.
    pub fn publish(&self, at: &Checkpoint) {
        self.known.send_if_modified(|known| {
            let newer = at.position > known.position;
            if newer {
                known.clone_from(at);
            }
            newer
        });
    }

    /// Looks at the stored one; another process may have moved it.
    pub async fn look(&self) {
        // Whoever waits has a deadline; the subscription itself raises the alarm.
        if let Err(error) = self.read().await {
            tracing::debug!(error = %telemetry::chain(&error), "a checkpoint was not read");
        }
    }

    async fn read(&self) -> Result<Checkpoint, sqlx::Error> {
        let at = Checkpoint::read(&self.pool, self.key).await?;
        self.publish(&at);
        Ok(at)
    }

    /// As this process knows it.
    pub fn known(&self) -> Checkpoint {
        self.known.borrow().clone()
    }

    async fn reached(&self, token: Token) -> Result<(), WaitError> {
        let mut known = self.known.subscribe();
        loop {
            if let Some(reached) = known.borrow_and_update().reached(token) {
                return reached;
            }
            tokio::select! {
                changed = known.changed() => {
                    changed.expect("this position keeps its sender");
                }
                looking = self.looking.lock() => {
                    self.look().await;
                    if self.known().position < token.position {
                        sleep(self.look_every).await;
                    }
                    drop(looking);
                }
            }
        }
    }
}

/// How often waiters look into the database, at the most.
const LOOK_EVERY: Duration = Duration::from_millis(50);

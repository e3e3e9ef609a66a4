//! Sends one batch, on a connection of its own, until it is known what became of it.

use std::{sync::Arc, time::Duration};

use sqlx::{PgPool, Postgres, pool::PoolConnection};
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};
use tracing::Instrument as _;

use crate::{
    Fault,
    append::{Command, Outcome, append},
    lost::{is_garbled, is_lost},
    metrics::Metrics,
};

/// A call that lasts longer has lost its connection without anyone saying so.
const HUNG: Duration = Duration::from_mins(1);

/// How long a log that is being closed still tries to reach its database.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tries of a batch that end in nonsense on the wire, at the most: about ten seconds.
const GARBLED: u32 = 16;

pub(super) struct Sender {
    pool: PgPool,
    connection: Option<PoolConnection<Postgres>>,
    closing: watch::Receiver<bool>,
    metrics: Arc<Metrics>,
}

/// Why a batch failed, for each of its commands.
#[derive(Clone)]
pub(super) enum Failed {
    Database(Arc<sqlx::Error>),
    Closing,
}

impl Failed {
    /// The fault, once for each command.
    pub(super) fn again(&self) -> Fault {
        match self {
            Self::Database(error) => Fault::Append(Arc::clone(error)),
            Self::Closing => Fault::Closing,
        }
    }
}

impl Sender {
    pub(super) fn new(pool: PgPool, closing: watch::Receiver<bool>, metrics: Arc<Metrics>) -> Self {
        Self { pool, connection: None, closing, metrics }
    }

    /// Sends the batch. On a lost connection the same batch is sent again, for as long as it takes: what was
    /// stored is then a replay. Any other error fails the batch, and so does a connection that is not lost but only
    /// ever talks nonsense (protocol, TLS): those behind it must not wait for ever. Whether such a batch was stored is
    /// not known; the same request ids tell.
    pub(super) async fn send(&mut self, batch: &[(i32, &Command)]) -> Result<Vec<Outcome>, Failed> {
        let span = tracing::info_span!("log.append", commands = batch.len());
        for (_, command) in batch {
            if let Some(traceparent) = &command.traceparent {
                telemetry::add_link(&span, traceparent);
            }
        }
        self.metrics.batch.record(batch.len() as u64, &[]);
        let begun = Instant::now();
        let sent = self.until_known(batch).instrument(span).await;
        self.metrics.append_seconds.record(begun.elapsed().as_secs_f64(), &[]);
        sent
    }

    async fn until_known(&mut self, batch: &[(i32, &Command)]) -> Result<Vec<Outcome>, Failed> {
        let mut give_up = None;
        let mut garbled = 0;
        let mut pause = Duration::from_millis(10);
        loop {
            let error = match self.once(batch).await {
                Ok(outcomes) => return Ok(outcomes),
                Err(error) => error,
            };
            if matches!(error, sqlx::Error::PoolClosed) {
                return Err(Failed::Closing);
            }
            let said = telemetry::chain(&error);
            garbled += u32::from(is_garbled(&error));
            if !is_lost(&error) || garbled == GARBLED {
                tracing::error!(error = %said, commands = batch.len(), "a batch failed");
                return Err(Failed::Database(Arc::new(error)));
            }
            if *self.closing.borrow() {
                let until = *give_up.get_or_insert_with(|| Instant::now() + PATIENCE);
                if Instant::now() >= until {
                    return Err(Failed::Closing);
                }
            }
            tracing::warn!(error = %said, commands = batch.len(), "a batch is sent again");
            self.metrics.resends.add(1, &[]);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }

    /// One try. The connection is kept only when it answered.
    async fn once(&mut self, batch: &[(i32, &Command)]) -> Result<Vec<Outcome>, sqlx::Error> {
        let mut connection = match self.connection.take() {
            Some(it) => it,
            None => self.pool.acquire().await?,
        };
        let answered = timeout(HUNG, append(&mut connection, batch)).await;
        match answered {
            Ok(Ok(outcomes)) => {
                self.connection = Some(connection);
                Ok(outcomes)
            }
            Ok(Err(error)) => {
                // Never back into the pool: nothing is known of its state.
                drop(connection.detach());
                Err(error)
            }
            Err(_) => {
                drop(connection.detach());
                Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

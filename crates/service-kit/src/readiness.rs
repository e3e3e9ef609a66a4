//! Whether the service can do its work: looked at in the background, told by gRPC health and `/readyz`.
//!
//! Not ready: before the first look, while Postgres does not answer, once the relay has found that the stream is no
//! copy of the log, and from the first signal on. NATS may be away: Postgres is the record.

use std::{sync::Arc, time::Duration};

use opentelemetry::metrics::Gauge;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// With the patience below, a look ends within two seconds.
const EVERY: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(1);

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each part fails by itself")]
pub(crate) struct State {
    /// The service has been started.
    pub started: bool,
    /// Postgres answers.
    pub postgres: bool,
    /// The stream is no copy of the log; only an operator can change that.
    pub diverged: bool,
    /// The first signal has come.
    pub draining: bool,
}

impl State {
    /// Whether calls are wanted.
    pub fn ready(self) -> bool {
        self.failing().is_empty()
    }

    /// The parts that stand in the way.
    pub fn failing(self) -> Vec<&'static str> {
        let parts = [
            (!self.started, "starting"),
            (!self.postgres, "postgres"),
            (self.diverged, "relay diverged"),
            (self.draining, "draining"),
        ];
        parts.into_iter().filter_map(|(failing, name)| failing.then_some(name)).collect()
    }
}

/// The state, and who is told of its changes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Readiness(Arc<watch::Sender<State>>);

impl Readiness {
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }

    pub fn now(&self) -> State {
        *self.0.borrow()
    }

    pub fn subscribe(&self) -> watch::Receiver<State> {
        self.0.subscribe()
    }

    /// Changes a part; who listens is told when that made a difference.
    pub fn set(&self, change: impl FnOnce(&mut State)) {
        self.0.send_if_modified(|state| {
            let before = *state;
            change(state);
            before != *state
        });
    }

    /// Looks at Postgres until `stop`. The pool is of one connection and for nothing else, so that a busy service
    /// stays ready.
    pub async fn watch(self, pool: PgPool, stop: CancellationToken) {
        let gauge = telemetry::meter()
            .u64_gauge("service.ready")
            .with_description("1 while the service is ready")
            .build();
        let work = async {
            loop {
                self.look(&pool, &gauge).await;
                tokio::time::sleep(EVERY).await;
            }
        };
        tokio::select! {
            () = work => {}
            () = stop.cancelled() => {}
        }
    }

    async fn look(&self, pool: &PgPool, gauge: &Gauge<u64>) {
        let look = sqlx::query("SELECT 1").execute(pool);
        let answers = matches!(tokio::time::timeout(PATIENCE, look).await, Ok(Ok(_)));
        if answers != self.now().postgres {
            if answers {
                tracing::info!("Postgres answers");
            } else {
                tracing::error!("Postgres does not answer");
            }
        }
        self.set(|it| it.postgres = answers);
        gauge.record(u64::from(self.now().ready()), &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_stands_in_the_way_is_named() {
        let ready = State { started: true, postgres: true, diverged: false, draining: false };
        assert!(ready.ready());
        assert_eq!(State::default().failing(), ["starting", "postgres"]);
        let worse = State { diverged: true, draining: true, ..ready };
        assert_eq!(worse.failing(), ["relay diverged", "draining"]);
        assert!(!worse.ready());
    }
}

//! Two services: `citizens`, whose log is relayed, and `reporting`, which follows it and its own log.

use std::{sync::Arc, time::Duration};

use event_log::{DbRole, EventLog};
use messaging::{Options, Streams};
use projections::{Progress, Runner, RunnerSettings, Schema};
use testkit::{Database, ManualClock};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{
    PATIENCE,
    tables::{Content, content_of},
    tally::Tally,
    until,
};

/// Both logs, open, and a relay.
pub struct World {
    /// The database of `reporting`.
    pub db: Database,
    /// The log of `reporting`.
    pub own: EventLog,
    /// The log of `citizens`.
    pub foreign: EventLog,
    /// Subject prefix.
    pub prefix: String,
    /// A NATS server of the test's own.
    nats: Option<String>,
    stop: CancellationToken,
    relay: JoinHandle<()>,
    _foreign_db: Database,
}

impl World {
    /// A new one, with both versions of the tally.
    pub async fn new() -> Self {
        Self::with(&[Tally::<1>::SCHEMA, Tally::<2>::SCHEMA]).await
    }

    /// A new one with these read models.
    pub async fn with(schemas: &[Schema]) -> Self {
        Self::on(None, schemas).await
    }

    /// The same on a NATS server of the test's own.
    pub async fn on(nats: Option<String>, schemas: &[Schema]) -> Self {
        let db = Database::new(schemas).await;
        let foreign_db = Database::new(&[]).await;
        let own = db.log("reporting", clock()).await;
        let foreign = foreign_db.log("citizens", clock()).await;
        let prefix = testkit::nats_prefix();
        let stop = CancellationToken::new();
        let streams = streams(nats.as_deref(), &prefix).await;
        let (log, told) = (foreign.clone(), stop.clone());
        let relay = tokio::spawn(async move {
            streams.relay(log, told).await.expect("nobody else writes that stream");
        });
        Self { db, own, foreign, prefix, nats, stop, relay, _foreign_db: foreign_db }
    }

    /// A runner of `reporting`, over a log of its own like another process.
    pub async fn runner(&self, settings: RunnerSettings, stop: &CancellationToken) -> Runner {
        let log = self.db.log("reporting", clock()).await;
        let streams = streams(self.nats.as_deref(), &self.prefix).await;
        let pool = event_log::pool(self.db.options(), DbRole::Project, 4);
        Runner::new(log, pool, streams, settings, stop.clone())
    }

    /// Waits until the read model has come to the end of both logs, and all that reactions added since.
    pub async fn caught_up(&self, progress: &Progress) {
        for (service, log) in [("reporting", &self.own), ("citizens", &self.foreign)] {
            if progress.follows(service) {
                let head = log.head().await.unwrap();
                progress.reached(service, head, PATIENCE).await.expect("it gets there");
            }
        }
    }

    /// The stored position of a subscription.
    pub async fn position(&self, name: &str, version: i32, source: &str) -> i64 {
        sqlx::query_scalar(
            "SELECT coalesce(max(position), 0) FROM subscriptions.checkpoint
             WHERE name = $1 AND version = $2 AND source = $3",
        )
        .bind(name)
        .bind(version)
        .bind(source)
        .fetch_one(&self.db.superuser())
        .await
        .unwrap()
    }

    /// Waits until version 1 of the tally, wherever it runs, has come to the end of these logs.
    pub async fn tallied(&self, sources: &[&str]) {
        for &source in sources {
            let log = if source == "reporting" { &self.own } else { &self.foreign };
            let head = log.head().await.unwrap().position;
            let what = format!("the tally reaches {head} of {source}");
            until(&what, || async { self.position("tally", 1, source).await == head }).await;
        }
    }

    /// What version 1 of the tally holds.
    pub async fn tally(&self) -> Content {
        content_of(&self.db.superuser(), "tally", 1).await
    }

    /// What a fresh fold of both logs from the first event on gives.
    pub async fn fresh_fold(&self, sources: &'static [&'static str]) -> Content {
        let stop = CancellationToken::new();
        let mut runner = self.runner(settings(), &stop).await;
        let progress = runner.project(Tally::<2> { sources });
        self.caught_up(&progress).await;
        stop.cancel();
        runner.stopped().await;
        content_of(&self.db.superuser(), "tally", 2).await
    }

    /// Ends the relay.
    pub async fn end(self) {
        self.stop.cancel();
        self.relay.await.unwrap();
    }
}

/// On the shared server, or on another as a service connects.
async fn streams(nats: Option<&str>, prefix: &str) -> Streams {
    match nats {
        None => Streams::new(testkit::nats().await, prefix),
        Some(url) => Streams::connect(&Options::new(url, prefix, "test")).await.unwrap(),
    }
}

/// Small slices, so that there are many.
pub fn settings() -> RunnerSettings {
    RunnerSettings { slice: 4, lease: Duration::from_secs(3), poll: Duration::from_millis(50) }
}

/// A clock that stands.
pub fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2026-11-28T12:00:00Z"))
}

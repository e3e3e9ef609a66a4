//! Runs projections and reactions of one service.

use event_log::EventLog;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::{Progress, Projection, Reaction};

/// How subscriptions behave.
#[derive(Clone, Debug)]
pub struct RunnerSettings {
    /// Events in one slice at the most.
    pub slice: i64,
    /// How long a lease holds without renewal; sessions end before it when idle in a transaction.
    pub lease: std::time::Duration,
    /// How often an idle subscription looks again.
    pub poll: std::time::Duration,
}

/// Starts subscriptions, each a task of its own that takes its lease, folds, and stops with the token.
pub struct Runner {
    // the projections helper fills this in
}

impl Runner {
    /// `project` is a pool of the role `project`; `streams` gives foreign events.
    #[must_use]
    pub fn new(
        log: EventLog,
        project: PgPool,
        streams: messaging::Streams,
        settings: RunnerSettings,
        stop: CancellationToken,
    ) -> Self {
        let _ = (log, project, streams, settings, stop);
        unimplemented!()
    }

    /// Runs a projection, one task for each source.
    pub fn project<P: Projection>(&mut self, projection: P) -> Progress {
        let _ = projection;
        unimplemented!()
    }

    /// Runs a reaction.
    pub fn react<R: Reaction>(&mut self, reaction: R) -> Progress {
        let _ = reaction;
        unimplemented!()
    }

    /// All reactions started so far, for `ResolveToken`.
    #[must_use]
    pub fn reactions(&self) -> Vec<Progress> {
        unimplemented!()
    }

    /// Waits until every task has stopped.
    pub async fn stopped(self) {
        unimplemented!()
    }
}

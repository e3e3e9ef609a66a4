//! Runs projections, reactions and timers of one service.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use event_log::EventLog;
use futures::FutureExt;
use sqlx::PgPool;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{
    Progress, Projection, Reaction, Timer,
    checkpoint::Key,
    feed::Sources,
    handler::{Fold, Handler, React},
    subscription::Subscription,
    timer,
    wait::Position,
};

/// How subscriptions behave.
#[derive(Clone, Debug)]
pub struct RunnerSettings {
    /// Events in one slice at the most.
    pub slice: i64,
    /// How long a lease holds without renewal; sessions end before it when idle in a transaction.
    pub lease: Duration,
    /// How often an idle subscription looks again.
    pub poll: Duration,
}

/// Starts subscriptions, each a task of its own that takes its lease, folds, and stops with the token.
///
/// Dropping it ends them at once; their leases then expire by themselves.
pub struct Runner {
    sources: Sources,
    pool: PgPool,
    settings: RunnerSettings,
    stop: CancellationToken,
    tasks: JoinSet<()>,
    reactions: Vec<Progress>,
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
        let sources = Sources { log, streams, poll: settings.poll };
        let (tasks, reactions) = (JoinSet::new(), Vec::new());
        Self { sources, pool: project, settings, stop, tasks, reactions }
    }

    /// Runs a projection, one task for each source.
    pub fn project<P: Projection>(&mut self, projection: P) -> Progress {
        let projection = Arc::new(projection);
        let mut positions = Vec::new();
        for source in projection.sources() {
            let key = Key { name: P::NAME, version: P::VERSION, source: source.service };
            positions.push(self.start(key, Fold { projection: projection.clone(), source }));
        }
        Progress::new(self.sources.log.clone(), positions)
    }

    /// Runs a reaction.
    pub fn react<R: Reaction>(&mut self, reaction: R) -> Progress {
        let key = Key { name: R::NAME, version: 0, source: reaction.source().service };
        let position = self.start(key, React(reaction));
        let progress = Progress::new(self.sources.log.clone(), [position]);
        self.reactions.push(progress.clone());
        progress
    }

    /// Runs a timer.
    pub fn time<T: Timer>(&mut self, timer: T) {
        self.tasks.spawn(timer::run(timer, self.pool.clone(), self.stop.clone()));
    }

    /// All reactions started so far, for `ResolveToken`.
    #[must_use]
    pub fn reactions(&self) -> Vec<Progress> {
        self.reactions.clone()
    }

    /// Waits until every task has stopped.
    pub async fn stopped(mut self) {
        while self.tasks.join_next().await.is_some() {}
    }

    fn start<H: Handler>(&mut self, key: Key, handler: H) -> Arc<Position> {
        let position = Arc::new(Position::new(key, self.pool.clone(), self.settings.poll));
        let subscription = Subscription::new(
            key,
            handler,
            self.sources.clone(),
            self.settings.clone(),
            position.clone(),
            self.stop.clone(),
        );
        let pause = self.settings.lease;
        self.tasks.spawn(async move {
            // A panic of ours must not end a subscription for good without a word.
            while AssertUnwindSafe(subscription.run()).catch_unwind().await.is_err() {
                tracing::error!(name = key.name, source = key.source, "a subscription panicked");
                tokio::time::sleep(pause).await;
            }
        });
        position
    }
}

//! The loop of one (projection or reaction, source): hold the lease, take the next events, handle them.

use std::{
    collections::HashSet,
    convert::Infallible,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sqlx::PgPool;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::{
    RunnerSettings,
    batch::{self, Step},
    behind::Behind,
    checkpoint::{Checkpoint, Key},
    feed::{Feed, Sources},
    handler::Handler,
    lease::{Held, Leases, Lost},
    meters::Meters,
    step::{self, Failure, Outcome},
    trouble::Trouble,
    wait::Position,
};

/// One subscription, as a task.
pub(crate) struct Subscription<H> {
    key: Key,
    handler: H,
    wants: HashSet<String>,
    pool: PgPool,
    sources: Sources,
    leases: Leases,
    settings: RunnerSettings,
    position: Arc<Position>,
    behind: Mutex<Behind>,
    meters: Meters,
    stop: CancellationToken,
}

/// Why the loop under a lease ended.
enum End {
    /// We were told to stop.
    Stopped,
    /// The lease is another's.
    Lost,
    /// Something failed; the lease may still be ours.
    Failed(Failure),
}

impl<F: Into<Failure>> From<F> for End {
    fn from(failure: F) -> Self {
        Self::Failed(failure.into())
    }
}

impl<H: Handler> Subscription<H> {
    pub fn new(
        key: Key,
        handler: H,
        sources: Sources,
        settings: RunnerSettings,
        position: Arc<Position>,
        stop: CancellationToken,
    ) -> Self {
        let pool = position.pool().clone();
        let wants = handler.wants();
        let leases = Leases::new(pool.clone(), key, settings.lease);
        let meters = Meters::of(key);
        let behind = Mutex::default();
        Self {
            key,
            handler,
            wants,
            pool,
            sources,
            leases,
            settings,
            position,
            behind,
            meters,
            stop,
        }
    }

    /// Runs until it is told to stop, in and out of leases.
    pub async fn run(&self) {
        while let Some(mut lease) = self.take().await {
            tracing::info!(projection = self.key.name, source = self.key.source, "lease taken");
            let end = tokio::select! {
                end = self.work(&mut lease) => end,
                never = self.measure() => match never {},
            };
            self.report_idle();
            match end {
                End::Stopped | End::Failed(_) => self.give_back(lease).await,
                End::Lost => {
                    self.meters.lost();
                    tracing::warn!(
                        projection = self.key.name,
                        source = self.key.source,
                        fence = lease.fence,
                        "the lease is another's; what was not committed is rolled back"
                    );
                }
            }
        }
    }

    /// Waits for the lease; `None` when it is time to stop.
    async fn take(&self) -> Option<Held> {
        let mut trouble = Trouble::none(1);
        while !self.stop.is_cancelled() {
            let mut delay = self.settings.poll;
            match self.leases.take().await {
                Ok(Some(lease)) => {
                    self.meters.unowned(false);
                    return Some(lease);
                }
                Ok(None) => {
                    trouble.over();
                    self.meters.unowned(false);
                    self.position.look().await;
                }
                Err(error) => {
                    self.meters.unowned(true);
                    delay = self.alarm(&mut trouble, &error.into());
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = sleep(delay) => {}
            }
        }
        None
    }

    /// Works under the lease, again and again from the checkpoint after a failure.
    async fn work(&self, lease: &mut Held) -> End {
        let mut trouble = Trouble::none(usize::try_from(self.settings.slice).unwrap_or(1).max(1));
        loop {
            let Err(end) = self.follow(lease, &mut trouble).await;
            let End::Failed(failure) = end else { return end };
            let delay = self.alarm(&mut trouble, &failure);
            self.meters.stuck(true);
            let Err(end) = self.recover(lease, delay).await else { continue };
            return end;
        }
    }

    /// Waits, then ends whatever our failed transaction may still be doing. Only then is the checkpoint read again.
    async fn recover(&self, lease: &mut Held, delay: Duration) -> Result<(), End> {
        let mut until = Instant::now() + delay;
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return Err(End::Stopped),
                () = sleep_until(until) => match self.leases.raise(lease).await {
                    Ok(Ok(())) => return Ok(()),
                    Ok(Err(Lost)) => return Err(End::Lost),
                    // Whether it was raised is not known; the next attempt tells.
                    Err(error) => {
                        tracing::debug!(error = %telemetry::chain(&error), "the fence was not raised");
                        until = Instant::now() + self.settings.poll;
                    }
                },
                () = sleep_until(lease.renew_at) => {
                    if let Ok(Err(Lost)) = self.leases.renew(lease).await {
                        return Err(End::Lost);
                    }
                    lease.renew_at = self.leases.renew_at();
                }
            }
        }
    }

    /// Follows the source from the stored checkpoint until something ends it.
    async fn follow(&self, lease: &mut Held, trouble: &mut Trouble) -> Result<Infallible, End> {
        let mut at = Checkpoint::read(&self.pool, self.key).await?;
        self.position.publish(&at);
        self.behind(|it| it.at(at.position));
        let mut feed = self.sources.after(self.key.source, at.position);
        self.renew(lease).await?;
        loop {
            let events = self.next(&mut feed, lease, trouble.limit).await?;
            self.behind(|it| it.read(events.last().map_or(0, |last| last.position)));
            for step in batch::steps(events, &at, &self.wants, H::ONE_BY_ONE)? {
                if lease.renew_at <= Instant::now() {
                    self.renew(lease).await?;
                }
                self.step(lease, &step).await?;
                self.settle(trouble);
                at = step.after;
                self.position.publish(&at);
                self.behind(|it| it.at(at.position));
                self.meters.applied(step.events.len());
            }
        }
    }

    /// The next events; keeps the lease while there are none.
    async fn next(
        &self,
        feed: &mut Feed,
        lease: &mut Held,
        limit: usize,
    ) -> Result<Vec<event_log::Envelope>, End> {
        loop {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return Err(End::Stopped),
                events = feed.next(limit) => return Ok(events?),
                () = sleep_until(lease.renew_at) => self.renew(lease).await?,
            }
        }
    }

    /// Applies one step; a stop leaves it as long as a lease to finish. One that takes longer than a lease raises
    /// the alarm and is waited for: another process may take over, and then its transaction fails.
    async fn step(&self, lease: &mut Held, step: &Step) -> Result<(), End> {
        if self.stop.is_cancelled() {
            return Err(End::Stopped);
        }
        let renew_at = self.leases.renew_at();
        let span = step::span(self.key, &step.events);
        let apply =
            step::apply(&self.handler, &self.pool, &self.leases, self.key, lease.fence, step);
        let mut work = pin!(apply.instrument(span));
        let given_up = async {
            self.stop.cancelled().await;
            sleep(self.settings.lease).await;
        };
        let mut given_up = pin!(given_up);
        let late_at = Instant::now() + self.settings.lease;
        let mut late = false;
        loop {
            tokio::select! {
                biased;
                done = &mut work => match done? {
                    Outcome::Moved => {
                        lease.renew_at = renew_at;
                        return Ok(());
                    }
                    Outcome::Lost => return Err(End::Lost),
                },
                () = &mut given_up => return Err(End::Stopped),
                () = sleep_until(late_at), if !late => {
                    late = true;
                    self.late(step);
                }
            }
        }
    }

    fn late(&self, step: &Step) {
        self.meters.stuck(true);
        tracing::error!(
            projection = self.key.name,
            version = self.key.version,
            source = self.key.source,
            to = step.after.position,
            "a step takes longer than its lease"
        );
    }

    async fn renew(&self, lease: &mut Held) -> Result<(), End> {
        self.leases.renew(lease).await?.map_err(|Lost| End::Lost)
    }

    /// Asks where the source ends, as often as the lease is renewed. Runs beside the work: neither a step that hangs,
    /// nor a failure that comes again and again, nor a source that gives nothing may hide how late we are.
    async fn measure(&self) -> Infallible {
        loop {
            let next = self.leases.renew_at();
            let head = timeout_at(next, self.sources.head(self.key.source)).await.ok().flatten();
            self.meters.head_unknown(head.is_none());
            // Without an answer the last one stays, and the time goes on.
            self.behind(|it| head.into_iter().for_each(|head| it.ends(head)));
            sleep_until(next).await;
        }
    }

    /// Notes what was learnt, and measures.
    fn behind(&self, learn: impl FnOnce(&mut Behind)) {
        let mut behind = self.behind.lock().unwrap_or_else(PoisonError::into_inner);
        learn(&mut behind);
        let (events, age) = behind.measure(Instant::now());
        self.meters.behind(events, age);
    }

    async fn give_back(&self, lease: Held) {
        let released = tokio::time::timeout(self.settings.lease, self.leases.release(lease)).await;
        if !matches!(released, Ok(Ok(()))) {
            tracing::warn!(
                projection = self.key.name,
                source = self.key.source,
                "the lease was not given back; a successor waits until it expires"
            );
        }
    }

    /// Says a cause once; answers how long to wait.
    fn alarm(&self, trouble: &mut Trouble, failure: &Failure) -> Duration {
        let cause = telemetry::chain(failure);
        let (delay, new) = trouble.again(&cause);
        if new {
            tracing::error!(
                projection = self.key.name,
                version = self.key.version,
                source = self.key.source,
                after = self.position.known().position,
                error = %cause,
                "a subscription stands still and tries again"
            );
        }
        delay
    }

    fn settle(&self, trouble: &mut Trouble) {
        if trouble.over() {
            tracing::info!(
                projection = self.key.name,
                source = self.key.source,
                "the subscription moves again"
            );
        }
        self.meters.stuck(false);
    }

    fn report_idle(&self) {
        self.meters.stuck(false);
        self.meters.head_unknown(false);
        self.behind(|it| *it = Behind::default());
    }
}

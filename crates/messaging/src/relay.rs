//! The relay: publishes a service's log, so that the stream's sequence is the log's position.
//!
//! It keeps no cursor. The stream's last sequence says where to go on, and each message tells the server which
//! sequence must come before it, so neither a lost tail, a repeated send nor a second relay can put an event at another
//! place or twice. What it believes about the stream is looked up again after every connection, error and time-out,
//! and on a timer, since with no traffic nothing else would notice that the server came back with less.

use std::time::Duration;

use event_log::EventLog;
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until},
};
use tokio_util::sync::CancellationToken;

use crate::{Streams, backoff::Backoff, connect::Connections};

mod chain;
mod inspect;
mod interrupted;
mod metrics;

pub use interrupted::Divergence;

use interrupted::Interrupted;
use metrics::Metrics;

/// How often the log is looked at when nothing wakes us: other processes append too.
const POLL: Duration = Duration::from_millis(500);
/// How often the stream is looked at when nothing else makes us.
const INSPECTION: Duration = Duration::from_secs(5);

pub(crate) struct Relay {
    streams: Streams,
    log: EventLog,
    appended: watch::Receiver<i64>,
    connections: Connections,
    metrics: Metrics,
    backoff: Backoff,
    /// The last position known to be in the stream.
    published: i64,
}

impl Relay {
    pub(crate) fn new(streams: Streams, log: EventLog) -> Self {
        let appended = log.appended();
        let connections = streams.connections();
        let metrics = Metrics::of(log.service());
        let backoff = Backoff::new(Duration::from_millis(20), Duration::from_secs(1));
        Self { streams, log, appended, connections, metrics, backoff, published: 0 }
    }

    /// Runs until `stop` or a divergence.
    pub(crate) async fn run(mut self, stop: &CancellationToken) -> Result<(), Divergence> {
        self.metrics.diverged(false);
        // What is in flight when the token falls is dropped: the next relay finds out what arrived.
        stop.run_until_cancelled(self.for_ever()).await.map_or(Ok(()), Err)
    }

    async fn for_ever(&mut self) -> Divergence {
        loop {
            match self.session().await {
                Ok(()) => {}
                Err(Interrupted::Diverged(divergence)) => {
                    self.metrics.diverged(true);
                    tracing::error!(
                        service = self.log.service(),
                        "the relay stops: {divergence}; the stream is not a copy of the log"
                    );
                    return divergence;
                }
                Err(interrupted) => self.recover(&interrupted).await,
            }
        }
    }

    /// Looks where the stream ends, then publishes what comes after, until there is a reason to look again.
    async fn session(&mut self) -> Result<(), Interrupted> {
        self.connections.mark();
        let mut renewal = self.connections.clone();
        self.published = tokio::select! {
            last = self.inspect() => last?,
            // What was asked over the old connection is not answered over the new one.
            () = renewal.renewal() => return Err(Interrupted::Reconnected),
        };
        let look_again = Instant::now() + INSPECTION;
        loop {
            self.publish().await?;
            self.backoff.reset();
            if self.connections.renewed() || Instant::now() >= look_again {
                return Ok(());
            }
            self.wait(look_again).await;
        }
    }

    /// Until there may be something to do.
    async fn wait(&mut self, look_again: Instant) {
        let appended = async {
            if self.appended.changed().await.is_err() {
                // The log is closed in this process; there is still the clock.
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = appended => {}
            () = self.connections.renewal() => {}
            () = sleep(POLL) => {}
            () = sleep_until(look_again) => {}
        }
    }

    async fn recover(&mut self, interrupted: &Interrupted) {
        interrupted.report(self.log.service());
        self.metrics.interrupted(interrupted);
        // NATS may be away for long; how far we are behind must be seen meanwhile.
        if let Ok(head) = self.log.head().await {
            self.metrics.lag(head.position, self.published);
        }
        sleep(self.backoff.next()).await;
    }
}

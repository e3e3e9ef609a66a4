//! Where the next events come from: the service's own log, or another service's stream.

use std::time::Duration;

use event_log::{Envelope, EventLog, Fault};
use messaging::{Foreign, Streams};
use tokio::sync::watch;

/// Both kinds of source, as a runner has them. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Sources {
    pub log: EventLog,
    pub streams: Streams,
    /// How often an own log that has nothing new is looked at again.
    pub poll: Duration,
}

impl Sources {
    /// The events after a position.
    pub fn after(&self, service: &str, position: i64) -> Feed {
        if service == self.log.service() {
            let (log, appended) = (self.log.clone(), self.log.appended());
            return Feed::Own { log, appended, position, poll: self.poll };
        }
        Feed::Foreign(Box::new(self.streams.follow(service, position)))
    }

    /// Where the source ends, if that can be known now. Of another service what its stream holds: what its relay
    /// has not published yet is that service's lag to report.
    pub async fn head(&self, service: &str) -> Option<i64> {
        if service != self.log.service() {
            return self.streams.head(service).await;
        }
        self.log.head().await.ok().map(|it| it.position)
    }
}

/// Events of one source, in order.
pub(crate) enum Feed {
    /// Read from Postgres; the broker is not involved.
    Own { log: EventLog, appended: watch::Receiver<i64>, position: i64, poll: Duration },
    /// Read from NATS.
    Foreign(Box<Foreign>),
}

impl Feed {
    /// The next events, at least one; waits for it. Cancel safe.
    pub async fn next(&mut self, limit: usize) -> Result<Vec<Envelope>, Fault> {
        match self {
            Self::Foreign(foreign) => loop {
                let events = foreign.next(limit).await;
                if !events.is_empty() {
                    return Ok(events);
                }
            },
            Self::Own { log, appended, position, poll } => loop {
                appended.mark_unchanged();
                let events = log.read(*position, i64::try_from(limit).unwrap_or(i64::MAX)).await?;
                if let Some(last) = events.last() {
                    *position = last.position;
                    return Ok(events);
                }
                // A hint: what other processes append is seen by looking. A closed hint must not spin.
                let told = async {
                    if appended.changed().await.is_err() {
                        std::future::pending::<()>().await;
                    }
                };
                let _ = tokio::time::timeout(*poll, told).await;
            },
        }
    }
}

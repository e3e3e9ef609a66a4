//! A subscription to another service's stream: in order, without gaps, from a position that the subscriber keeps.
//!
//! A plain pull consumer without filter, not async-nats' ordered one, which reads a whole stream again when it is made
//! again before it has received anything. The server's consumer is worth nothing to us: it is thrown away and made
//! anew from our own position at the smallest doubt.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use event_log::Envelope;
use tokio::{sync::mpsc, time::sleep};
use tokio_util::task::AbortOnDropHandle;

use crate::Streams;

mod alarms;
mod contiguity;
mod reader;

use reader::Reader;

/// Events that may wait for the subscriber; when it is slower, the server keeps the rest.
const AHEAD: usize = 1024;

/// A subscription to another service's stream: in order, without gaps, made again by itself.
pub struct Foreign {
    streams: Streams,
    service: Arc<str>,
    position: i64,
    counts: Arc<Counts>,
    running: Option<Running>,
}

/// The task that reads. It ends with the subscription.
struct Running {
    events: mpsc::Receiver<Envelope>,
    _task: AbortOnDropHandle<()>,
}

impl Foreign {
    pub(crate) fn new(streams: Streams, service: &str, after: i64) -> Self {
        let counts = Arc::default();
        Self { streams, service: service.into(), position: after.max(0), counts, running: None }
    }

    /// The next events, contiguous from where it stands; waits until there is one. Cancel safe. With a limit of 0 it
    /// answers at once with nothing.
    pub async fn next(&mut self, limit: usize) -> Vec<Envelope> {
        let mut events = Vec::new();
        while limit > 0 && events.is_empty() {
            let running = self.running.get_or_insert_with(|| {
                start(&self.streams, &self.service, self.position, &self.counts)
            });
            if running.events.recv_many(&mut events, limit).await == 0 {
                // Only a fault in our own code ends the task; the subscription must not end with it.
                tracing::error!(service = &*self.service, "the reader of a stream ended");
                self.running = None;
                sleep(Duration::from_secs(1)).await;
            }
        }
        self.position = events.last().map_or(self.position, |event| event.position);
        events
    }

    /// The position of the last event that `next` gave out, or where the subscription began.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.position
    }

    /// What the subscription has been through.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let Counts { received, dropped, remakes, gaps } = &*self.counts;
        Seen {
            received: read(received),
            dropped: read(dropped),
            remakes: read(remakes),
            gaps: read(gaps),
        }
    }
}

fn start(streams: &Streams, service: &Arc<str>, after: i64, counts: &Arc<Counts>) -> Running {
    let (sender, events) = mpsc::channel(AHEAD);
    let reader =
        Reader::new(streams.clone(), Arc::clone(service), after, sender, Arc::clone(counts));
    Running { events, _task: AbortOnDropHandle::new(tokio::spawn(reader.run())) }
}

/// What a subscription has been through since it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Messages that came over the wire, whatever became of them.
    pub received: u64,
    /// Of these, messages that had been read before.
    pub dropped: u64,
    /// Times the server's consumer was made, the first excepted.
    pub remakes: u64,
    /// Times a message was missing.
    pub gaps: u64,
}

#[derive(Default)]
struct Counts {
    received: AtomicU64,
    dropped: AtomicU64,
    remakes: AtomicU64,
    gaps: AtomicU64,
}

//! JetStream as transport: the relay (stream sequence = log position) and the reading of other services' streams.
#![deny(missing_docs)]

use event_log::{Envelope, EventLog};
use tokio_util::sync::CancellationToken;

/// The streams of a cell, as this service sees them. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    // the messaging helper fills this in
}

impl Streams {
    /// `prefix` is the first token of every subject and part of every stream's name: `jobbro`, in tests another.
    #[must_use]
    pub fn new(client: async_nats::Client, prefix: &str) -> Self {
        let _ = (client, prefix);
        unimplemented!()
    }

    /// Publishes the log until `stop`. Returns early, loudly, when the stream is ahead of the log or holds
    /// another content.
    ///
    /// # Errors
    /// The divergence.
    pub async fn relay(&self, log: EventLog, stop: CancellationToken) -> Result<(), Divergence> {
        let _ = (log, stop);
        unimplemented!()
    }

    /// Subscribes to another service's stream from the event after `after`.
    #[must_use]
    pub fn follow(&self, service: &str, after: i64) -> Foreign {
        let _ = (service, after);
        unimplemented!()
    }
}

/// A subscription to another service's stream: in order, without gaps, made again by itself.
pub struct Foreign {
    // the messaging helper fills this in
}

impl Foreign {
    /// The next events, contiguous from where it stands; waits until there is one. Cancel safe.
    pub async fn next(&mut self, limit: usize) -> Vec<Envelope> {
        let _ = limit;
        unimplemented!()
    }
}

/// The stream is not a copy of the log.
#[derive(Debug, thiserror::Error)]
pub enum Divergence {
    /// The stream holds more than the log.
    #[error("the stream ends at {stream}, the log at {log}")]
    Ahead {
        /// Last sequence of the stream.
        stream: u64,
        /// Last position of the log.
        log: i64,
    },
    /// The stream holds another event at that position.
    #[error("the stream holds another event at {position}")]
    OtherContent {
        /// Where.
        position: i64,
    },
}

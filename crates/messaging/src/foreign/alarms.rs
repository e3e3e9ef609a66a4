//! Why a consumer was thrown away, and who has to hear of it.

use async_nats::jetstream::{
    consumer::{StreamError, pull},
    stream::ConsumerError,
};
use opentelemetry::{KeyValue, metrics::Counter};

use crate::Unreadable;

/// Why a consumer is thrown away.
#[derive(Debug, thiserror::Error)]
pub(super) enum Ended {
    #[error("nobody reads any more")]
    Unwanted,
    #[error("the stream does not exist yet")]
    Absent,
    #[error("the connection was made again")]
    Reconnected,
    #[error("the consumer could not be made")]
    Refused(#[source] ConsumerError),
    #[error("the messages could not be asked for")]
    Unasked(#[source] StreamError),
    #[error("the consumer failed")]
    Failed(#[source] pull::MessagesError),
    #[error("the consumer ended")]
    Closed,
    #[error("there is more in the stream, but nothing came")]
    Silent,
    #[error("after {after} came {sequence}")]
    Gap { after: i64, sequence: u64 },
    #[error("the message at {sequence} is not an event of that place")]
    Unreadable {
        sequence: u64,
        #[source]
        why: Unreadable,
    },
    #[error("a message came without its place in the stream")]
    Placeless(#[source] async_nats::Error),
}

/// The log lines and metrics of one subscription.
pub(super) struct Alarms {
    source: KeyValue,
    remakes: Counter<u64>,
    gaps: Counter<u64>,
    unreadable: Counter<u64>,
    service: String,
}

impl Alarms {
    pub(super) fn of(service: &str) -> Self {
        let meter = telemetry::meter();
        Self {
            source: KeyValue::new("source", service.to_owned()),
            remakes: meter
                .u64_counter("foreign.remakes")
                .with_description("consumers made again")
                .build(),
            gaps: meter
                .u64_counter("foreign.gaps")
                .with_description("times a message was missing in a stream")
                .build(),
            unreadable: meter
                .u64_counter("foreign.unreadable")
                .with_description("times a message was not an event of its place")
                .build(),
            service: service.to_owned(),
        }
    }

    pub(super) fn remade(&self) {
        self.remakes.add(1, std::slice::from_ref(&self.source));
    }

    pub(super) fn raise(&self, ended: &Ended, position: i64) {
        let source = std::slice::from_ref(&self.source);
        let (service, error) = (&*self.service, telemetry::chain(ended));
        match ended {
            Ended::Unwanted | Ended::Absent | Ended::Reconnected => {
                tracing::debug!(source = service, position, "the consumer goes: {ended}");
            }
            Ended::Refused(_)
            | Ended::Unasked(_)
            | Ended::Failed(_)
            | Ended::Closed
            | Ended::Silent => {
                tracing::warn!(source = service, position, error, "the consumer is made again");
            }
            Ended::Gap { .. } => {
                self.gaps.add(1, source);
                tracing::warn!(source = service, position, error, "a gap in the stream");
            }
            Ended::Unreadable { .. } | Ended::Placeless(_) => {
                self.unreadable.add(1, source);
                tracing::error!(source = service, position, error, "the subscription is stuck");
            }
        }
    }

    /// Ordinary for a while after a stream was lost; not for long.
    pub(super) fn short(&self, last: i64, position: i64) {
        let service = &*self.service;
        tracing::warn!(source = service, position, last, "the stream ends before what was read");
    }
}

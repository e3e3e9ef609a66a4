//! What ends a run of the relay.

use std::error::Error;

use async_nats::jetstream::{
    self, ErrorCode,
    context::{PublishError, PublishErrorKind},
};

/// The stream is not a copy of the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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

/// Why the relay has to look at the stream again.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Interrupted {
    /// Nothing to be done here.
    #[error("the stream diverges from the log")]
    Diverged(#[from] Divergence),
    /// The server stands elsewhere: another relay was first, or the stream has lost its end.
    #[error("the stream does not end where it was expected to")]
    Moved,
    /// The connection was lost with what was in flight.
    #[error("the connection was made again")]
    Reconnected,
    /// NATS did not do what it was asked to.
    #[error("NATS failed")]
    Stream(#[source] Box<dyn Error + Send + Sync>),
    /// Postgres did not do what it was asked to.
    #[error("the log could not be read")]
    Log(#[from] event_log::Fault),
    /// The log answered with something else than the next events.
    #[error("the log has no event at {0}, but later ones")]
    Hole(i64),
}

impl Interrupted {
    pub(crate) fn stream(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Stream(Box::new(error))
    }

    /// What a failed publish, or its acknowledgement, means.
    pub(crate) fn publish(error: PublishError) -> Self {
        match error.kind() {
            PublishErrorKind::WrongLastSequence => Self::Moved,
            PublishErrorKind::Other if is_other_sequence(&error) => Self::Moved,
            PublishErrorKind::StreamNotFound
            | PublishErrorKind::WrongLastMessageId
            | PublishErrorKind::TimedOut
            | PublishErrorKind::BrokenPipe
            | PublishErrorKind::MaxAckPending
            | PublishErrorKind::MaxPayloadExceeded
            | PublishErrorKind::Other => Self::stream(error),
        }
    }

    /// Short, for a metric.
    pub(crate) fn reason(&self) -> &'static str {
        match self {
            Self::Diverged(_) => "diverged",
            Self::Moved => "moved",
            Self::Reconnected => "reconnected",
            Self::Stream(_) => "stream",
            Self::Log(_) => "log",
            Self::Hole(_) => "hole",
        }
    }

    /// Says it once, as loudly as someone has to act on it.
    pub(crate) fn report(&self, service: &'static str) {
        match self {
            Self::Moved | Self::Reconnected => {
                tracing::debug!(service, "the relay looks again: {self}");
            }
            Self::Stream(_) | Self::Log(_) => {
                tracing::warn!(service, error = telemetry::chain(self), "the relay waits");
            }
            Self::Diverged(_) | Self::Hole(_) => {
                tracing::error!(service, error = telemetry::chain(self), "the relay is stuck");
            }
        }
    }
}

/// A server that has messages in flight may say the same with another code, which the client does not know.
fn is_other_sequence(error: &PublishError) -> bool {
    let said = error.source().and_then(|it| it.downcast_ref::<jetstream::Error>());
    said.is_some_and(|it| it.error_code() == ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT)
}

//! An event as it travels: what the relay publishes and every subscription receives.

use bytes::Bytes;
use kernel::{Timestamp, Uuid};

/// Whether the fact was first recorded here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// First recorded here.
    Live,
    /// Taken on from an older system, or caused by what was.
    Migrated,
}

impl Origin {
    /// As stored; never renamed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "LIVE",
            Self::Migrated => "MIGRATED",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Live, Self::Migrated].into_iter().find(|it| it.as_str() == name)
    }
}

/// What made the command happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Someone called.
    Caller,
    /// An event was reacted to.
    Reaction,
    /// A time came.
    Timer,
}

impl Trigger {
    /// As stored; never renamed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "CALLER",
            Self::Reaction => "REACTION",
            Self::Timer => "TIMER",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Caller, Self::Reaction, Self::Timer].into_iter().find(|it| it.as_str() == name)
    }
}

/// One event of one service's log. Everything but `payload` is in the NATS headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Whose log, as `citizens`.
    pub service: String,
    /// The epoch whose range holds the position.
    pub epoch: i64,
    /// From 1, gapless.
    pub position: i64,
    /// The aggregate.
    pub stream_id: Uuid,
    /// From 1, gapless within the stream.
    pub version: i64,
    /// The aggregate's kind.
    pub kind: String,
    /// The event's own id.
    pub event_id: Uuid,
    /// Full protobuf message name.
    pub type_name: String,
    /// The bytes of that message.
    pub payload: Bytes,
    /// Three digits; `000` for what is shared in the cell.
    pub municipality: String,
    /// When it was stored, microseconds.
    pub recorded_at: Timestamp,
    /// See `Origin`.
    pub origin: Origin,
    /// See `Trigger`.
    pub trigger: Trigger,
    /// The command's id.
    pub request_id: Uuid,
    /// What it belongs to.
    pub correlation_id: Uuid,
    /// The event that caused it.
    pub causation_id: Option<Uuid>,
    /// W3C trace context of the command.
    pub traceparent: Option<String>,
    /// The chain value at this position.
    pub chain: [u8; 32],
}

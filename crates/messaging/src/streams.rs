//! The streams of a cell and their names.

use std::{sync::Arc, time::Duration};

use async_nats::{
    Client,
    connection::State,
    header::{NATS_EXPECTED_LAST_SEQUENCE, NATS_EXPECTED_STREAM},
    jetstream::{Context, context::ContextBuilder},
};
use event_log::{Envelope, EventLog};
use tokio_util::sync::CancellationToken;

use crate::{
    ConnectError, Divergence, Foreign, Options, Outgoing,
    connect::{Connections, connect},
    message::{headers, message_name},
    relay::Relay,
};

/// How long a request to JetStream, or an acknowledgement, may take before we look again.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a question that is asked again anyway may take.
const GLANCE: Duration = Duration::from_secs(2);

/// The streams of a cell, as this service sees them. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    prefix: Arc<str>,
    client: Client,
    jetstream: Context,
    connections: Connections,
}

impl Streams {
    /// Connects, and goes on trying for ever; does not wait until the server answers. `prefix` of the options is the
    /// first token of every subject and part of every stream's name.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub async fn connect(options: &Options) -> Result<Self, ConnectError> {
        let (client, connections) = connect(options).await?;
        Ok(Self::with(client, &options.prefix, connections))
    }

    /// Over a client that someone else made. A reconnect is then noticed within a second, not at once.
    #[must_use]
    pub fn new(client: Client, prefix: &str) -> Self {
        let connections = Connections::of(client.clone());
        Self::with(client, prefix, connections)
    }

    fn with(client: Client, prefix: &str, connections: Connections) -> Self {
        let jetstream =
            ContextBuilder::new().timeout(PATIENCE).ack_timeout(PATIENCE).build(client.clone());
        Self { prefix: prefix.into(), client, jetstream, connections }
    }

    /// Publishes the log until `stop`. Returns early, loudly, when the stream is ahead of the log or holds
    /// another content. Two relays of one log at once do no harm.
    ///
    /// # Errors
    /// The divergence.
    pub async fn relay(&self, log: EventLog, stop: CancellationToken) -> Result<(), Divergence> {
        Relay::new(self.clone(), log).run(&stop).await
    }

    /// Subscribes to another service's stream from the event after `after`.
    #[must_use]
    pub fn follow(&self, service: &str, after: i64) -> Foreign {
        Foreign::new(self.clone(), service, after)
    }

    /// The position of the last event in a service's stream, 0 in an empty one; `None` when NATS does not say so
    /// soon, or there is no such stream yet.
    pub async fn head(&self, service: &str) -> Option<i64> {
        if !self.connected() {
            return None;
        }
        let asked = self.jetstream.get_stream(self.stream_name(service));
        let stream = tokio::time::timeout(GLANCE, asked).await.ok()?.ok()?;
        i64::try_from(stream.cached_info().state.last_sequence).ok()
    }

    /// Whether the connection stands at this moment.
    #[must_use]
    pub fn connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// The name of a service's stream.
    #[must_use]
    pub fn stream_name(&self, service: &str) -> String {
        format!("{}_{service}", self.prefix).to_uppercase()
    }

    /// The subject of an event.
    #[must_use]
    pub fn subject(&self, event: &Envelope) -> String {
        let Envelope { service, municipality, .. } = event;
        let name = message_name(&event.type_name);
        format!("{}.{service}.{municipality}.{name}", self.prefix)
    }

    /// The message of an event, whole, as the relay publishes it now and ever after.
    #[must_use]
    pub fn outgoing(&self, event: &Envelope) -> Outgoing {
        let mut headers = headers(event);
        let before = event.position.saturating_sub(1);
        headers.insert(NATS_EXPECTED_LAST_SEQUENCE, before.to_string());
        headers.insert(NATS_EXPECTED_STREAM, self.stream_name(&event.service));
        Outgoing { subject: self.subject(event), headers, payload: event.payload.clone() }
    }

    pub(crate) fn subjects(&self, service: &str) -> String {
        format!("{}.{service}.>", self.prefix)
    }

    pub(crate) fn jetstream(&self) -> &Context {
        &self.jetstream
    }

    pub(crate) fn connections(&self) -> Connections {
        self.connections.clone()
    }
}

//! The pipelined chain: many messages in flight, each bound to the one before it.

use std::{collections::VecDeque, future::IntoFuture};

use async_nats::jetstream::context::PublishAckFuture;
use event_log::Envelope;
use tracing::Instrument;

use super::{Divergence, Interrupted, Relay};

/// Messages that may be on their way at once.
const IN_FLIGHT: usize = 256;
/// Rows read at once.
const SLICE: i64 = 512;

impl Relay {
    /// Publishes everything the log holds beyond what is published. An error leaves open what has arrived.
    pub(super) async fn publish(&mut self) -> Result<(), Interrupted> {
        let mut flying = VecDeque::new();
        let mut next = self.published + 1;
        loop {
            let rows = self.log.read(next - 1, SLICE).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.position != next {
                    return Err(Interrupted::Hole(next));
                }
                if flying.len() >= IN_FLIGHT {
                    self.land(&mut flying).await?;
                }
                flying.push_back((next, self.send(&row).await?));
                next += 1;
            }
            let head = self.log.head().await?.position;
            self.metrics.lag(head, self.published);
        }
        while !flying.is_empty() {
            self.land(&mut flying).await?;
        }
        self.metrics.lag(self.published, self.published);
        Ok(())
    }

    /// Hands one message to the client, as a step of the command's trace. The context in the headers stays the row's:
    /// a message must be the same whoever publishes it, and whenever.
    async fn send(&self, row: &Envelope) -> Result<PublishAckFuture, Interrupted> {
        let span = tracing::info_span!(
            "relay.publish",
            service = row.service,
            event.position = row.position,
            event.r#type = row.type_name,
        );
        if let Some(context) = &row.traceparent {
            telemetry::set_parent(&span, context);
        }
        let message = self.streams.outgoing(row);
        self.streams
            .jetstream()
            .publish_with_headers(message.subject, message.headers, message.payload)
            .instrument(span)
            .await
            .map_err(Interrupted::publish)
    }

    /// Waits for the oldest acknowledgement.
    async fn land(
        &mut self,
        flying: &mut VecDeque<(i64, PublishAckFuture)>,
    ) -> Result<(), Interrupted> {
        let Some((position, ack)) = flying.pop_front() else { return Ok(()) };
        let ack = tokio::select! {
            ack = ack.into_future() => ack.map_err(Interrupted::publish)?,
            // What was in flight over the old connection may or may not have arrived; no answer will come.
            () = self.connections.renewal() => return Err(Interrupted::Reconnected),
        };
        if u64::try_from(position) != Ok(ack.sequence) {
            return Err(Divergence::OtherContent { position }.into());
        }
        self.published = position;
        self.metrics.published();
        Ok(())
    }
}

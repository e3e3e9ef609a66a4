//! Where the stream ends, and whether it is a copy of the log.

use async_nats::jetstream::{
    message::StreamMessage,
    stream::{Config, DiscardPolicy, LastRawMessageErrorKind, StorageType, Stream},
};
use event_log::Envelope;

use super::{Divergence, Interrupted, Relay};
use crate::message::names;

impl Relay {
    /// The stream's last sequence, once it is known that the log holds the same event there.
    pub(super) async fn inspect(&mut self) -> Result<i64, Interrupted> {
        let service = self.log.service();
        let stream =
            match self.streams.jetstream().get_stream(self.streams.stream_name(service)).await {
                Ok(stream) => stream,
                Err(error) if is_absent(&error) => self.create(service).await?,
                Err(error) => return Err(Interrupted::stream(error)),
            };
        let last = stream.cached_info().state.last_sequence;
        // Read after the stream: whatever another relay published before that has been in the log for longer.
        let head = self.log.head().await?.position;
        let position = match i64::try_from(last) {
            Ok(position) if position <= head => position,
            _ => return Err(Divergence::Ahead { stream: last, log: head }.into()),
        };
        self.compare(&stream, position).await?;
        self.metrics.lag(head, position);
        Ok(position)
    }

    async fn create(&self, service: &str) -> Result<Stream, Interrupted> {
        let first = self.log.read(0, 1).await?.first().map_or(1, |event| event.position);
        let config = Config {
            name: self.streams.stream_name(service),
            subjects: vec![self.streams.subjects(service)],
            description: Some(format!("copy of the log of {service}: sequence = position")),
            storage: StorageType::File,
            discard: DiscardPolicy::Old,
            deny_delete: true,
            deny_purge: true,
            // Only for a log whose oldest events lie in an archive; 1 is the server's own default.
            first_sequence: u64::try_from(first).ok().filter(|first| *first > 1),
            num_replicas: 1,
            ..Config::default()
        };
        let stream = self.streams.jetstream().create_stream(config).await;
        let stream = stream.map_err(Interrupted::stream)?;
        tracing::info!(service, stream = stream.cached_info().config.name, "the stream is made");
        Ok(stream)
    }

    /// Compares the stream's last message with the row of its position. A message that is not there any more (limits
    /// have removed it, or the stream was lost since) has nothing to say; the expected sequence still guards.
    async fn compare(&self, stream: &Stream, position: i64) -> Result<(), Interrupted> {
        let Some(sequence) = u64::try_from(position).ok().filter(|it| *it > 0) else {
            return Ok(());
        };
        let message = match stream.get_raw_message(sequence).await {
            Ok(message) => message,
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(()),
            Err(error) => return Err(Interrupted::stream(error)),
        };
        let rows = self.log.read(position - 1, 1).await?;
        match rows.first() {
            Some(row) if row.position == position && is_copy(&message, row) => Ok(()),
            _ => Err(Divergence::OtherContent { position }.into()),
        }
    }
}

/// By what says which event it is and what came before it; not by all headers, since a later release may add one.
fn is_copy(message: &StreamMessage, row: &Envelope) -> bool {
    let header = |name: &str| message.headers.get(name).map(|it| it.as_str().to_owned());
    header(names::ID) == Some(row.event_id.to_string())
        && header(names::CHAIN) == Some(hex::encode(row.chain))
        && message.payload == row.payload
}

fn is_absent(error: &async_nats::jetstream::context::GetStreamError) -> bool {
    use async_nats::jetstream::{ErrorCode, context::GetStreamErrorKind::JetStream};
    matches!(error.kind(), JetStream(error) if error.error_code() == ErrorCode::STREAM_NOT_FOUND)
}

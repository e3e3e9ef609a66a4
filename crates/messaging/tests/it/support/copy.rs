//! Whether a stream is a copy of a log, message by message and whole.

use std::collections::BTreeMap;

use async_nats::{HeaderMap, jetstream::Context};
use bytes::Bytes;
use event_log::EventLog;
use messaging::{Outgoing, Streams};

/// A message without the order of its headers and the server's time, which are not ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub sequence: u64,
    pub subject: String,
    pub headers: BTreeMap<String, Vec<String>>,
    pub payload: Bytes,
}

/// Everything a stream holds, from its first sequence to its last.
pub async fn stored(jetstream: &Context, name: &str) -> Vec<Message> {
    let stream = jetstream.get_stream(name).await.expect("the stream is there");
    let state = stream.cached_info().state.clone();
    let mut messages = Vec::new();
    for sequence in state.first_sequence..=state.last_sequence {
        let message = stream.get_raw_message(sequence).await.expect("no message is missing");
        messages.push(Message {
            sequence: message.sequence,
            subject: message.subject.to_string(),
            headers: set(&message.headers),
            payload: message.payload,
        });
    }
    messages
}

/// What the stream of a log should hold.
pub async fn expected(streams: &Streams, log: &EventLog) -> Vec<Message> {
    let mut messages = Vec::new();
    loop {
        let after = i64::try_from(messages.len()).expect("few events");
        let rows = log.read(after, 500).await.expect("the log can be read");
        if rows.is_empty() {
            return messages;
        }
        messages.extend(rows.iter().map(|row| {
            let Outgoing { subject, headers, payload } = streams.outgoing(row);
            let sequence = row.position.unsigned_abs();
            Message { sequence, subject, headers: set(&headers), payload }
        }));
    }
}

/// Waits until the stream has at least as many messages as the log, then compares sequence, subject, header set and
/// payload of all of them.
pub async fn assert_copy(jetstream: &Context, streams: &Streams, log: &EventLog, events: usize) {
    let name = streams.stream_name(log.service());
    super::until("the stream reaches the end of the log", async || {
        let head = log.head().await.expect("the log answers").position;
        let Ok(stream) = jetstream.get_stream(&name).await else { return false };
        stream.cached_info().state.last_sequence >= head.unsigned_abs()
    })
    .await;
    let (stored, expected) = (stored(jetstream, &name).await, expected(streams, log).await);
    assert_eq!(expected.len(), events, "events in the log");
    for (at, (stored, expected)) in stored.iter().zip(&expected).enumerate() {
        assert_eq!(stored, expected, "message {at}");
    }
    assert_eq!(stored.len(), expected.len(), "messages in the stream");
}

fn set(headers: &HeaderMap) -> BTreeMap<String, Vec<String>> {
    let values = |it: &[async_nats::HeaderValue]| it.iter().map(ToString::to_string).collect();
    headers.iter().map(|(name, it)| (name.to_string(), values(it))).collect()
}

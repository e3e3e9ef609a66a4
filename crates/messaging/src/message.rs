//! An event as a NATS message, and back.
//!
//! Subject, headers and payload are a function of the stored row: published again after any loss, an event gives the
//! same message for ever. So nothing here may depend on the time, on this process or on what came before.

use std::str::FromStr;

use async_nats::{HeaderMap, header::HeaderValue};
use bytes::Bytes;
use event_log::{Envelope, Origin, Trigger};

pub(crate) mod names;
#[cfg(test)]
mod tests;

use names as name;

/// Why a message is not an event of that place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It has none at all.
    #[error("there are no headers")]
    NoHeaders,
    /// A header that every event has is not there.
    #[error("the header {0} is missing")]
    Missing(&'static str),
    /// A header holds something else than it should.
    #[error("the header {0} cannot be read")]
    Malformed(&'static str),
    /// It was published for another place than it stands at.
    #[error("the message at {sequence} was published for {position}")]
    Misplaced {
        /// Where it stands.
        sequence: u64,
        /// Where it should stand.
        position: u64,
    },
    /// Its subject is not the one of its headers.
    #[error("the subject does not fit the headers")]
    Subject,
}

/// A message as the relay publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// `<prefix>.<service>.<municipality>.<MessageName>`.
    pub subject: String,
    /// The event's headers, and what the server must find before it stores the message.
    pub headers: HeaderMap,
    /// The stored bytes.
    pub payload: Bytes,
}

/// The last token of the subject: the message name without its package.
pub(crate) fn message_name(type_name: &str) -> &str {
    type_name.rsplit('.').next().unwrap_or(type_name)
}

/// Everything of an event but its payload and its position; the position is the stream's sequence.
#[must_use]
pub fn headers(event: &Envelope) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(name::SPEC_VERSION, "1.0");
    headers.insert(name::ID, event.event_id.to_string());
    headers.insert(name::TYPE, text(&event.type_name));
    headers.insert(name::SOURCE, text(&format!("{}{}", name::SOURCE_PREFIX, event.service)));
    headers.insert(name::SUBJECT, event.stream_id.to_string());
    headers.insert(name::TIME, format!("{:.6}", event.recorded_at));
    headers.insert(name::VERSION, event.version.to_string());
    headers.insert(name::KIND, text(&event.kind));
    headers.insert(name::MUNICIPALITY, text(&event.municipality));
    headers.insert(name::EPOCH, event.epoch.to_string());
    headers.insert(name::ORIGIN, origin(event.origin));
    headers.insert(name::TRIGGER, trigger(event.trigger));
    headers.insert(name::REQUEST_ID, event.request_id.to_string());
    headers.insert(name::CORRELATION_ID, event.correlation_id.to_string());
    if let Some(id) = event.causation_id {
        headers.insert(name::CAUSATION_ID, id.to_string());
    }
    if let Some(context) = event.traceparent.as_deref().filter(|it| is_plain(it)) {
        headers.insert(name::TRACEPARENT, text(context));
    }
    headers.insert(name::CHAIN, hex::encode(event.chain));
    headers
}

/// The event that stands at a sequence of its service's stream.
///
/// # Errors
/// When the headers are not those of an event, or not of one at that place.
pub fn read(headers: &HeaderMap, payload: Bytes, sequence: u64) -> Result<Envelope, Unreadable> {
    let expected: u64 = field(headers, name::EXPECTED)?;
    if expected.checked_add(1) != Some(sequence) {
        let position = expected.saturating_add(1);
        return Err(Unreadable::Misplaced { sequence, position });
    }
    let source = required(headers, name::SOURCE)?;
    let service =
        source.strip_prefix(name::SOURCE_PREFIX).ok_or(Unreadable::Malformed(name::SOURCE))?;
    Ok(Envelope {
        service: service.to_owned(),
        epoch: field(headers, name::EPOCH)?,
        position: i64::try_from(sequence).map_err(|_| Unreadable::Malformed(name::EXPECTED))?,
        stream_id: field(headers, name::SUBJECT)?,
        version: field(headers, name::VERSION)?,
        kind: required(headers, name::KIND)?.to_owned(),
        event_id: field(headers, name::ID)?,
        type_name: required(headers, name::TYPE)?.to_owned(),
        payload,
        municipality: required(headers, name::MUNICIPALITY)?.to_owned(),
        recorded_at: field(headers, name::TIME)?,
        origin: origin_of(required(headers, name::ORIGIN)?)?,
        trigger: trigger_of(required(headers, name::TRIGGER)?)?,
        request_id: field(headers, name::REQUEST_ID)?,
        correlation_id: field(headers, name::CORRELATION_ID)?,
        causation_id: optional(headers, name::CAUSATION_ID)?,
        traceparent: headers.get(name::TRACEPARENT).map(|it| it.as_str().to_owned()),
        chain: chain(required(headers, name::CHAIN)?)?,
    })
}

/// Whether a text survives the way through a header unchanged.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A text as a header. These texts are names of ours; one with a line break becomes empty, which every reader
/// refuses loudly, while `HeaderValue::from` would panic and with it the relay.
fn text(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_default()
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Live => "LIVE",
        Origin::Migrated => "MIGRATED",
    }
}

fn origin_of(text: &str) -> Result<Origin, Unreadable> {
    match text {
        "LIVE" => Ok(Origin::Live),
        "MIGRATED" => Ok(Origin::Migrated),
        _ => Err(Unreadable::Malformed(name::ORIGIN)),
    }
}

fn trigger(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Caller => "CALLER",
        Trigger::Reaction => "REACTION",
        Trigger::Timer => "TIMER",
    }
}

fn trigger_of(text: &str) -> Result<Trigger, Unreadable> {
    match text {
        "CALLER" => Ok(Trigger::Caller),
        "REACTION" => Ok(Trigger::Reaction),
        "TIMER" => Ok(Trigger::Timer),
        _ => Err(Unreadable::Malformed(name::TRIGGER)),
    }
}

fn chain(text: &str) -> Result<[u8; 32], Unreadable> {
    let mut chain = [0; 32];
    hex::decode_to_slice(text, &mut chain).map_err(|_| Unreadable::Malformed(name::CHAIN))?;
    Ok(chain)
}

fn required<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, Unreadable> {
    let value = headers.get(name).ok_or(Unreadable::Missing(name))?.as_str();
    if value.is_empty() { Err(Unreadable::Malformed(name)) } else { Ok(value) }
}

fn field<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Result<T, Unreadable> {
    let value = headers.get(name).ok_or(Unreadable::Missing(name))?;
    value.as_str().parse().map_err(|_| Unreadable::Malformed(name))
}

fn optional<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, Unreadable> {
    headers.get(name).map(|_| field(headers, name)).transpose()
}

//! The digest of an event row, and the chain over the rows. Fixed for ever: a golden row is kept as a test.

use uuid::Uuid;

use crate::encode::{Sink, finish, sha256};

/// Before the first event.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// The columns of a row that the service knows before it is stored: all but position, version, `recorded_at` and
/// chain, which the fold covers.
pub(crate) struct Hashed<'a> {
    pub stream_id: Uuid,
    pub kind: &'a str,
    pub event_id: Uuid,
    pub type_name: &'a str,
    pub payload: &'a [u8],
    pub municipality: &'a str,
    pub origin: &'a str,
    pub trigger: &'a str,
    pub actor: Option<Uuid>,
    pub client: &'a str,
    pub role: &'a str,
    pub on_behalf_of: Option<Uuid>,
    pub asker: &'a str,
    pub request_id: Uuid,
    pub correlation_id: Uuid,
    pub causation_id: Option<Uuid>,
    pub traceparent: Option<&'a str>,
    pub body_mac: Option<&'a [u8]>,
    pub body_key: Option<i32>,
    pub answer: Option<&'a [u8]>,
    pub command_size: Option<i32>,
    pub sealed: Option<&'a [u8]>,
}

/// SHA-256 over the columns as typed bytes, in the order of the table.
pub(crate) fn digest(row: &Hashed<'_>) -> [u8; 32] {
    let mut to = sha256();
    to.text("jobbro event 1");
    to.uuid(row.stream_id);
    to.text(row.kind);
    to.uuid(row.event_id);
    to.text(row.type_name);
    to.bytes(row.payload);
    to.text(row.municipality);
    to.text(row.origin);
    to.text(row.trigger);
    to.maybe_uuid(row.actor);
    to.text(row.client);
    to.text(row.role);
    to.maybe_uuid(row.on_behalf_of);
    to.text(row.asker);
    to.uuid(row.request_id);
    to.uuid(row.correlation_id);
    to.maybe_uuid(row.causation_id);
    to.maybe_text(row.traceparent);
    to.maybe_bytes(row.body_mac);
    to.maybe_number(row.body_key.map(i64::from));
    to.maybe_bytes(row.answer);
    to.maybe_number(row.command_size.map(i64::from));
    to.maybe_bytes(row.sealed);
    finish(to)
}

/// The chain value of a row. The same fold runs in `log.append`, under the lock.
pub(crate) fn link(
    previous: &[u8; 32],
    position: i64,
    version: i64,
    recorded_at_us: i64,
    digest: &[u8; 32],
) -> [u8; 32] {
    let mut to = sha256();
    to.put(previous);
    to.put(&position.to_be_bytes());
    to.put(&version.to_be_bytes());
    to.put(&recorded_at_us.to_be_bytes());
    to.put(digest);
    finish(to)
}

#[cfg(test)]
mod tests;

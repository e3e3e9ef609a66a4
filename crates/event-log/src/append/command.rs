//! A decided command, ready to be stored.

use uuid::Uuid;

use crate::{Claim, digest::Hashed, keys::SubjectKey};

/// Everything one command wants stored, together or not at all.
#[derive(Debug, Default)]
pub(crate) struct Command {
    pub request_id: Uuid,
    pub client: String,
    pub asker: &'static str,
    pub actor: Option<Uuid>,
    pub role: &'static str,
    pub on_behalf_of: Option<Uuid>,
    pub origin: &'static str,
    pub trigger: &'static str,
    pub correlation_id: Uuid,
    pub causation_id: Option<Uuid>,
    pub traceparent: Option<String>,
    pub mac: [u8; 32],
    pub mac_key: i32,
    pub answer: Vec<u8>,
    pub streams: Vec<StreamCheck>,
    pub events: Vec<NewEvent>,
    pub claims: Vec<ClaimChange>,
    pub keys: Vec<SubjectKey>,
    pub sides: Vec<SealedRow>,
}

/// A stream that was loaded, and the version it must still have.
#[derive(Debug)]
pub(crate) struct StreamCheck {
    pub stream: Uuid,
    pub kind: &'static str,
    pub version: i64,
    /// The event of that version.
    pub last: Option<Uuid>,
}

/// An event with its place in its stream.
#[derive(Debug)]
pub(crate) struct NewEvent {
    pub stream: Uuid,
    pub kind: &'static str,
    pub version: i64,
    pub event_id: Uuid,
    pub type_name: String,
    pub payload: Vec<u8>,
    pub municipality: String,
    pub sealed: Option<Vec<u8>>,
}

/// A claim to take, or to give back.
#[derive(Clone, Debug)]
pub(crate) struct ClaimChange {
    pub claim: Claim,
    /// Holder and stream; `None` gives it back.
    pub taker: Option<(String, Uuid)>,
    /// Whether the same command gives it back first.
    pub freed: bool,
}

/// A side row.
#[derive(Debug)]
pub(crate) struct SealedRow {
    /// Which event of the command.
    pub event: usize,
    pub place: i32,
    pub event_id: Uuid,
    pub purpose: i32,
    pub subject_kind: &'static str,
    pub subject_id: Uuid,
    pub key_version: i32,
    /// Whether its key comes with this command.
    pub new_key: bool,
    pub salt: Vec<u8>,
    pub nonce: Vec<u8>,
    pub ciphertext: Vec<u8>,
}

impl Command {
    /// About how many bytes it sends.
    pub(crate) fn size(&self) -> usize {
        let events = self.events.iter().map(|it| it.payload.len() + 500);
        let sides = self.sides.iter().map(|it| it.ciphertext.len() + 200);
        500 + self.answer.len() + events.sum::<usize>() + sides.sum::<usize>()
    }

    /// The columns of one of its events that its digest covers.
    pub(crate) fn hashed(&self, at: usize) -> Hashed<'_> {
        let event = &self.events[at];
        let first = at == 0;
        Hashed {
            stream_id: event.stream,
            kind: event.kind,
            event_id: event.event_id,
            type_name: &event.type_name,
            payload: &event.payload,
            municipality: &event.municipality,
            origin: self.origin,
            trigger: self.trigger,
            actor: self.actor,
            client: &self.client,
            role: self.role,
            on_behalf_of: self.on_behalf_of,
            asker: self.asker,
            request_id: self.request_id,
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            traceparent: self.traceparent.as_deref(),
            body_mac: first.then_some(self.mac.as_slice()),
            body_key: first.then_some(self.mac_key),
            answer: first.then_some(self.answer.as_slice()),
            command_size: first.then(|| i32::try_from(self.events.len()).unwrap_or(i32::MAX)),
            sealed: event.sealed.as_deref(),
        }
    }
}

//! Events of the three services as a test says them, before and after they have a place in a log.

use std::collections::HashMap;

use event_log::{Envelope, Origin, Trigger};
use kernel::{Date, Timestamp, Uuid};
use prost::{Message, Name};

/// One event before it has a place in a log.
#[derive(Clone, Debug)]
pub struct Fact {
    pub service: &'static str,
    /// The person, placement or IGU it is about; of a workplace its stream.
    pub about: Uuid,
    pub stream: Uuid,
    /// Of the stream.
    pub kind: &'static str,
    pub municipality: String,
    pub type_name: String,
    pub payload: Vec<u8>,
}

impl Fact {
    /// On the stream that has the id of what it is about.
    pub fn of<M: Message + Name>(
        service: &'static str,
        kind: &'static str,
        about: Uuid,
        municipality: &str,
        event: &M,
    ) -> Self {
        Self {
            service,
            about,
            stream: about,
            kind,
            municipality: municipality.to_owned(),
            type_name: M::full_name(),
            payload: event.encode_to_vec(),
        }
    }
}

/// An id for each number and thing.
pub fn id(thing: u8, number: u128) -> Uuid {
    Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0000 + (u128::from(thing) << 40) + number)
}

/// A day by its ISO form.
pub fn day(text: &str) -> Date {
    testkit::day(text)
}

/// The facts as they would lie in the log of each service, in this order, one recorded each hour.
pub fn recorded(facts: &[Fact]) -> Vec<Envelope> {
    let mut positions: HashMap<&str, i64> = HashMap::new();
    let mut versions: HashMap<Uuid, i64> = HashMap::new();
    let mut next = |fact: &Fact| {
        let position = positions.entry(fact.service).or_default();
        let version = versions.entry(fact.stream).or_default();
        *position += 1;
        *version += 1;
        envelope(fact, *position, *version)
    };
    facts.iter().map(&mut next).collect()
}

fn envelope(fact: &Fact, position: i64, version: i64) -> Envelope {
    let start: Timestamp = "2026-11-01T12:00:00Z".parse().unwrap();
    let id = Uuid::from_u128(u128::from(position.unsigned_abs()));
    Envelope {
        service: fact.service.to_owned(),
        epoch: 1,
        position,
        stream_id: fact.stream,
        version,
        kind: fact.kind.to_owned(),
        event_id: id,
        type_name: fact.type_name.clone(),
        payload: fact.payload.clone().into(),
        municipality: fact.municipality.clone(),
        recorded_at: Timestamp::from_second(start.as_second() + position * 3600).unwrap(),
        origin: Origin::Live,
        trigger: Trigger::Caller,
        request_id: id,
        correlation_id: id,
        causation_id: None,
        traceparent: None,
        chain: [0; 32],
    }
}

//! Placements as employers sees it: a log of its own and real messages on NATS. What is said is not decided by anyone.

use event_log::{EventLog, Token};
use kernel::{Ids, Role, Uuid};
use prost::{Message, Name};
use proto::{
    events::placements::{Event, PlaceAsked, PlaceGivenBack, PlacementSubmitted},
    values_v1::{MeasureKind, PlaceBasis},
};
use testkit::{Cell, Peer, RandomIds};

use crate::support::{CVR, P_NUMBER, on};

pub struct Placements(Peer);

impl Placements {
    pub async fn start(cell: &Cell) -> Self {
        Self(Peer::start(cell, "placements").await)
    }

    pub fn log(&self) -> &EventLog {
        self.0.log()
    }

    /// Says all this, one after the other, as a municipality; answers where the last of it stands.
    pub async fn say_all(&self, municipality: &str, events: &[Event]) -> Token {
        let mut last = None;
        for event in events {
            last = Some(self.say(municipality, &[Role::Caseworker], event).await);
        }
        last.expect("something is said")
    }

    /// Says one thing as somebody with these roles.
    pub async fn say(&self, municipality: &str, roles: &[Role], event: &Event) -> Token {
        let caller = testkit::caller(municipality, roles);
        let (_, token) = match event {
            Event::PlaceAsked(it) => self.0.say(caller, it).await,
            Event::PlaceGivenBack(it) => self.0.say(caller, it).await,
            Event::PlacementSubmitted(it) => self.0.say(caller, it).await,
            other => panic!("no test says {other:?}"),
        };
        token
    }

    /// Asks for a place as Lejre.
    pub async fn ask(&self, asked: PlaceAsked) -> Token {
        self.say_all("350", &[Event::PlaceAsked(asked)]).await
    }

    /// Gives a place at `P_NUMBER` back as Lejre.
    pub async fn give_back(&self, question: &str, last_day: Option<&str>) -> Token {
        self.say_all("350", &[given_back(question, last_day)]).await
    }
}

pub fn question() -> String {
    RandomIds.next().hyphenated().to_string()
}

/// An internship of a citizen whose programme has ended, at `P_NUMBER`.
pub fn ask(first_day: &str, last_day: &str) -> PlaceAsked {
    PlaceAsked {
        weekly_hours: None,
        question_id: question(),
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        measure: MeasureKind::Internship.into(),
        basis: PlaceBasis::Lab.into(),
        first_day: on(first_day),
        last_day: on(last_day),
    }
}

/// The same of one whose programme runs.
pub fn in_programme(first_day: &str, last_day: &str) -> PlaceAsked {
    PlaceAsked { basis: PlaceBasis::Integration.into(), ..ask(first_day, last_day) }
}

pub fn given_back(question: &str, last_day: Option<&str>) -> Event {
    Event::PlaceGivenBack(PlaceGivenBack {
        question_id: question.to_owned(),
        p_number: P_NUMBER.to_owned(),
        last_day: last_day.and_then(on),
    })
}

/// An event that no reaction of ours wants.
pub fn submitted(placement: Uuid, by: &str) -> Event {
    let (placement_id, submitted_by) = (placement.to_string(), by.to_owned());
    Event::PlacementSubmitted(PlacementSubmitted { placement_id, submitted_by })
}

/// An event of employers' log, decoded.
pub fn decoded<M: Message + Name + Default>(event: &event_log::Envelope) -> Option<M> {
    (event.type_name == M::full_name()).then(|| M::decode(&*event.payload).unwrap())
}

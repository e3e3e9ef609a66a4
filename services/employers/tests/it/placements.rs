//! A log of placements with a relay before it, as employers sees the other service: real positions, real messages on
//! NATS. What is said is not decided by anyone.

use std::sync::Arc;

use event_log::{Codec, Encoded, EventLog, Handle, Order, Session, Stop, Taken, Token};
use kernel::{Aggregate, Decision, Ids, RequestId, Role, Uuid};
use prost::{Message, Name};
use proto::{
    events::{
        Malformed,
        placements::{Event, PlaceAsked, PlaceGivenBack, PlacementSubmitted},
    },
    values_v1::{MeasureKind, PlaceBasis},
};
use testkit::{Database, ManualClock, RandomIds};
use tokio_util::sync::CancellationToken;

use crate::support::{CVR, P_NUMBER, on};

/// A placement's stream, as far as it is said here.
#[derive(Clone, Default)]
struct Placement;

impl Aggregate for Placement {
    const KIND: &'static str = "placement";
    type Command = ();
    type Event = Event;
    type Finding = ();
    type Refusal = ();

    fn decide(&self, (): ()) -> Result<Decision<Event, ()>, ()> {
        Ok(Decision::nothing())
    }

    fn evolve(self, _: &Event) -> Self {
        self
    }
}

impl Codec for Placement {
    type Aggregate = Self;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::PlaceAsked(it) => Encoded::of(it),
            Event::PlaceGivenBack(it) => Encoded::of(it),
            Event::PlacementSubmitted(it) => Encoded::of(it),
            other => panic!("no test says {other:?}"),
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        Event::decode(type_name, payload)?.ok_or_else(|| Malformed::content(type_name))
    }
}

/// One municipality says something of a placement.
struct Said<'a> {
    placement: Uuid,
    municipality: &'a str,
    events: &'a [Event],
}

impl Handle for Said<'_> {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        session.load::<Placement>(self.placement, None).await?;
        session.record::<Placement>(self.placement, self.municipality, self.events);
        Ok(())
    }

    fn claimed(&self, _: &Taken) {}
}

pub struct Placements {
    pub log: EventLog,
    stop: CancellationToken,
    _database: Database,
}

impl Placements {
    /// Publishes below this prefix.
    pub async fn start(prefix: &str) -> Self {
        let database = Database::new(&[]).await;
        let clock = Arc::new(ManualClock::at("2018-03-01T11:00:00Z"));
        let log = database.log("placements", clock).await;
        let stop = CancellationToken::new();
        let streams = messaging::Streams::new(testkit::nats().await, prefix);
        let (relayed, until) = (log.clone(), stop.clone());
        tokio::spawn(async move { streams.relay(relayed, until).await });
        Self { log, stop, _database: database }
    }

    /// Says something of a placement as a municipality, in one command; answers where the last of it stands.
    pub async fn say_of(&self, placement: Uuid, municipality: &str, events: &[Event]) -> Token {
        let caller = testkit::caller(municipality, &[Role::Caseworker]);
        let id = RequestId::new(RandomIds.next());
        let order = Order::called(caller, id, "placements.say", &());
        let said = Said { placement, municipality, events };
        self.log.execute(&order, &said).await.expect("it can be said").token
    }

    /// Says something of a new placement.
    pub async fn say(&self, municipality: &str, event: Event) -> Token {
        self.say_of(RandomIds.next(), municipality, &[event]).await
    }

    /// Asks for a place as Lejre.
    pub async fn ask(&self, asked: PlaceAsked) -> Token {
        self.say("350", Event::PlaceAsked(asked)).await
    }

    /// Gives a place at `P_NUMBER` back as Lejre.
    pub async fn give_back(&self, question: &str, last_day: Option<&str>) -> Token {
        self.say("350", given_back(question, last_day)).await
    }
}

impl Drop for Placements {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub fn question() -> String {
    RandomIds.next().hyphenated().to_string()
}

/// An internship of a citizen whose programme has ended, at `P_NUMBER`.
pub fn ask(first_day: &str, last_day: &str) -> PlaceAsked {
    PlaceAsked {
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
pub fn unwanted(placement: Uuid) -> Event {
    Event::PlacementSubmitted(PlacementSubmitted {
        placement_id: placement.to_string(),
        submitted_by: String::new(),
    })
}

/// An event of employers' log, decoded.
pub fn decoded<M: Message + Name + Default>(event: &event_log::Envelope) -> Option<M> {
    (event.type_name == M::full_name()).then(|| M::decode(&*event.payload).unwrap())
}

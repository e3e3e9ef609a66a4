//! Ways to put events into a log: through its one door.

use event_log::{Claim, Codec, Encoded, EventLog, ExecuteError, Executed, Handle, Order, Session};
use event_log::{Stop, Taken};
use kernel::{Aggregate, Decision, Ids, RequestId, Role, Uuid};
use proto::events::{
    Malformed,
    citizens::{BenefitStopped, Event, ProgrammeEnded, ResponsibilityTakenOver},
};
use testkit::RandomIds;

/// A thing that any event can happen to.
#[derive(Clone, Default)]
pub struct Anything;

impl Aggregate for Anything {
    const KIND: &'static str = "anything";
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

struct AnythingCodec;

impl Codec for AnythingCodec {
    type Aggregate = Anything;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::CitizenRegistered(it) => Encoded::of(it),
            Event::ResponsibilityTakenOver(it) => Encoded::of(it),
            Event::ProgrammeStarted(it) => Encoded::of(it),
            Event::ProgrammeEnded(it) => Encoded::of(it),
            Event::ReadinessAssessed(it) => Encoded::of(it),
            Event::BenefitStarted(it) => Encoded::of(it),
            Event::BenefitStopped(it) => Encoded::of(it),
            Event::LegalFactsStated(it) => Encoded::of(it),
            Event::LegalFactsRefused(it) => Encoded::of(it),
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        Ok(Event::decode(type_name, payload)?.expect("an event of citizens"))
    }
}

/// Records these events on this stream, whatever happened before.
pub struct Record {
    pub stream: Uuid,
    pub municipality: &'static str,
    pub events: Vec<Event>,
}

impl Handle for Record {
    type Answer = ();
    type Refusal = Claim;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Claim>> {
        session.load::<AnythingCodec>(self.stream, None).await?;
        session.record::<AnythingCodec>(self.stream, self.municipality, &self.events);
        Ok(())
    }

    fn claimed(&self, taken: &Taken) -> Claim {
        taken.claim.clone()
    }
}

impl Record {
    /// Carries it out under this id.
    pub async fn run(
        &self,
        log: &EventLog,
        request_id: RequestId,
    ) -> Result<Executed<()>, ExecuteError<Claim>> {
        let caller = testkit::caller("350", &[Role::Caseworker]);
        log.execute(&Order::called(caller, request_id, "test.record", &()), self).await
    }
}

/// Appends events of a municipality to a new stream.
pub async fn append(
    log: &EventLog,
    municipality: &'static str,
    events: Vec<Event>,
) -> Executed<()> {
    let stream = RandomIds.next();
    let record = Record { stream, municipality, events };
    record.run(log, RequestId::new(RandomIds.next())).await.expect("nothing speaks against it")
}

/// Wanted by the tally.
pub fn taken_over(municipality: &str) -> Event {
    Event::ResponsibilityTakenOver(ResponsibilityTakenOver {
        citizen_id: RandomIds.next().to_string(),
        municipality: municipality.to_owned(),
        first_day: None,
    })
}

/// Wanted by the tally, of another type.
pub fn stopped() -> Event {
    let citizen_id = RandomIds.next().to_string();
    Event::BenefitStopped(BenefitStopped { citizen_id, last_day: None })
}

/// Not wanted by the tally.
pub fn unwanted() -> Event {
    let citizen_id = RandomIds.next().to_string();
    Event::ProgrammeEnded(ProgrammeEnded { citizen_id, ..ProgrammeEnded::default() })
}

/// Appends a mix of wanted and unwanted events, some in one command, of three municipalities.
pub async fn append_mix(log: &EventLog, commands: usize) {
    const WHO: [&str; 3] = ["350", "849", "000"];
    for number in 0..commands {
        let who = WHO[number % 3];
        let events = match number % 4 {
            0 => vec![taken_over(who)],
            1 => vec![unwanted(), unwanted()],
            2 => vec![stopped(), unwanted(), taken_over(who)],
            _ => vec![stopped()],
        };
        append(log, who, events).await;
    }
}

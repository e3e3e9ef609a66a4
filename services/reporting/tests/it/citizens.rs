//! A log of citizens with a relay before it, as reporting sees the other service: real positions, real messages on
//! NATS. What is said is not decided by anyone.

use std::sync::Arc;

use event_log::{Codec, Encoded, EventLog, Handle, Order, Session, Stop, Taken, Token};
use kernel::{Aggregate, Decision, Ids, RequestId, Role};
use proto::events::{Malformed, citizens::Event};
use testkit::{Database, ManualClock, RandomIds};
use tokio_util::sync::CancellationToken;

use crate::facts::{self, Fact};

macro_rules! streams {
    ($($name:ident = $kind:literal),+) => {$(
        #[derive(Clone, Default)]
        struct $name;

        impl Aggregate for $name {
            const KIND: &'static str = $kind;
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

        impl Codec for $name {
            type Aggregate = Self;

            fn encode(event: &Event) -> Encoded {
                let (type_name, payload) = facts::encoded(event);
                Encoded { type_name, payload, sealed: Vec::new() }
            }

            fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
                Event::decode(type_name, payload)?.ok_or_else(|| Malformed::content(type_name))
            }
        }
    )+};
}

streams!(Citizen = "citizen", Programme = "programme", BenefitCourse = "benefit_course");

/// Records one fact on its stream.
struct Said<'a>(&'a Fact);

impl Handle for Said<'_> {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        match self.0.kind {
            "citizen" => say::<Citizen>(session, self.0).await,
            "programme" => say::<Programme>(session, self.0).await,
            _ => say::<BenefitCourse>(session, self.0).await,
        }
    }

    fn claimed(&self, _: &Taken) {}
}

async fn say<C>(session: &mut Session, fact: &Fact) -> Result<(), Stop<()>>
where
    C: Codec<Aggregate = C> + Aggregate<Event = Event>,
{
    let stream = facts::stream(fact);
    session.load::<C>(stream, None).await?;
    session.record::<C>(stream, &fact.municipality, std::slice::from_ref(&fact.event));
    Ok(())
}

pub struct Citizens {
    log: EventLog,
    stop: CancellationToken,
    _database: Database,
}

impl Citizens {
    /// Publishes below this prefix.
    pub async fn start(prefix: &str) -> Self {
        let database = Database::new(&[]).await;
        let clock = Arc::new(ManualClock::at("2026-11-01T12:00:00Z"));
        let log = database.log("citizens", clock).await;
        let stop = CancellationToken::new();
        let streams = messaging::Streams::new(testkit::nats().await, prefix);
        let (relayed, until) = (log.clone(), stop.clone());
        tokio::spawn(async move { streams.relay(relayed, until).await });
        Self { log, stop, _database: database }
    }

    /// Says all this; answers where the last of it stands.
    pub async fn say(&self, facts: &[Fact]) -> Token {
        let mut last = None;
        for fact in facts {
            let caller = testkit::caller("849", &[Role::Caseworker]);
            let id = RequestId::new(RandomIds.next());
            let order = Order::called(caller, id, "citizens.say", &());
            last = Some(self.log.execute(&order, &Said(fact)).await.expect("it can be said").token);
        }
        last.expect("something is said")
    }
}

impl Drop for Citizens {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

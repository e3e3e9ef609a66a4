//! Logs of the services that reporting follows, each with a relay before it, as reporting sees them: real positions,
//! real messages on NATS. What is said is not decided by anyone.

use std::sync::Arc;

use event_log::{Codec, Encoded, EventLog, Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Decision, Ids, RequestId, Role};
use proto::events::Malformed;
use testkit::{Database, ManualClock, RandomIds};
use tokio_util::sync::CancellationToken;

use crate::facts::Fact;

/// An event by its type's name and its bytes.
#[derive(Clone, Debug, PartialEq)]
struct Raw(String, Vec<u8>);

macro_rules! streams {
    ($($name:ident = $kind:literal),+) => {$(
        #[derive(Clone, Default)]
        struct $name;

        impl Aggregate for $name {
            const KIND: &'static str = $kind;
            type Command = ();
            type Event = Raw;
            type Finding = ();
            type Refusal = ();

            fn decide(&self, (): ()) -> Result<Decision<Raw, ()>, ()> {
                Ok(Decision::nothing())
            }

            fn evolve(self, _: &Raw) -> Self {
                self
            }
        }

        impl Codec for $name {
            type Aggregate = Self;

            fn encode(event: &Raw) -> Encoded {
                let Raw(type_name, payload) = event;
                Encoded {
                    type_name: type_name.clone(),
                    payload: payload.clone(),
                    sealed: Vec::new(),
                }
            }

            fn decode(type_name: &str, payload: &[u8]) -> Result<Raw, Malformed> {
                Ok(Raw(type_name.to_owned(), payload.to_vec()))
            }
        }
    )+};
}

streams!(
    Citizen = "citizen",
    Programme = "programme",
    BenefitCourse = "benefit_course",
    Placement = "placement",
    Igu = "igu",
    Employer = "employer",
    Workplace = "workplace"
);

/// Records one fact on its stream.
struct Said<'a>(&'a Fact);

impl Handle for Said<'_> {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        match self.0.kind {
            "citizen" => say::<Citizen>(session, self.0).await,
            "programme" => say::<Programme>(session, self.0).await,
            "benefit_course" => say::<BenefitCourse>(session, self.0).await,
            "placement" => say::<Placement>(session, self.0).await,
            "igu" => say::<Igu>(session, self.0).await,
            "employer" => say::<Employer>(session, self.0).await,
            "workplace" => say::<Workplace>(session, self.0).await,
            other => panic!("{other}"),
        }
    }

    fn claimed(&self, _: &Taken) {}
}

async fn say<C>(session: &mut Session, fact: &Fact) -> Result<(), Stop<()>>
where
    C: Codec<Aggregate = C> + Aggregate<Event = Raw>,
{
    session.load::<C>(fact.stream, None).await?;
    let event = Raw(fact.type_name.clone(), fact.payload.clone());
    session.record::<C>(fact.stream, &fact.municipality, std::slice::from_ref(&event));
    Ok(())
}

pub struct Peer {
    service: &'static str,
    log: EventLog,
    stop: CancellationToken,
    _database: Database,
}

impl Peer {
    /// Publishes below this prefix.
    pub async fn start(service: &'static str, prefix: &str) -> Self {
        let database = Database::new(&[]).await;
        let clock = Arc::new(ManualClock::at("2026-11-01T12:00:00Z"));
        let log = database.log(service, clock).await;
        let stop = CancellationToken::new();
        let streams = messaging::Streams::new(testkit::nats().await, prefix);
        let (relayed, until) = (log.clone(), stop.clone());
        tokio::spawn(async move { streams.relay(relayed, until).await });
        Self { service, log, stop, _database: database }
    }

    /// Says all this; answers where the last of it stands, as `jobbro-token` spells it.
    pub async fn say(&self, facts: &[Fact]) -> String {
        let mut last = None;
        for fact in facts {
            assert_eq!(fact.service, self.service);
            let caller = testkit::caller("849", &[Role::Caseworker]);
            let id = RequestId::new(RandomIds.next());
            let order = Order::called(caller, id, "peer.say", &());
            last = Some(self.log.execute(&order, &Said(fact)).await.expect("it can be said").token);
        }
        let token = last.expect("something is said");
        format!("{}:{}:{}", self.service, token.epoch, token.position)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

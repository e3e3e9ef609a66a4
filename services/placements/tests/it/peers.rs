//! Logs of other services with a relay before each, as placements sees them: real positions, real messages on NATS.
//! What is said is not decided by anyone.

use std::sync::Arc;

use event_log::{Codec, Encoded, EventLog, Handle, Order, Session, Stop, Taken, Token};
use kernel::{Aggregate, Decision, Ids, RequestId, Role, Uuid};
use prost::{Message, Name};
use proto::events::Malformed;
use testkit::{Database, ManualClock, RandomIds};
use tokio_util::sync::CancellationToken;

/// One event as it is stored: its type and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    type_name: String,
    payload: Vec<u8>,
}

/// An event of any service.
pub fn said<M: Message + Name>(message: &M) -> Said {
    Said { type_name: M::full_name(), payload: message.encode_to_vec() }
}

/// A stream of whatever is said on it.
#[derive(Clone, Default)]
struct Stream;

impl Aggregate for Stream {
    const KIND: &'static str = "said";
    type Command = ();
    type Event = Said;
    type Finding = ();
    type Refusal = ();

    fn decide(&self, (): ()) -> Result<Decision<Said, ()>, ()> {
        Ok(Decision::nothing())
    }

    fn evolve(self, _: &Said) -> Self {
        self
    }
}

impl Codec for Stream {
    type Aggregate = Self;

    fn encode(Said { type_name, payload }: &Said) -> Encoded {
        let (type_name, payload) = (type_name.clone(), payload.clone());
        Encoded { type_name, payload, sealed: Vec::new() }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Said, Malformed> {
        Ok(Said { type_name: type_name.to_owned(), payload: payload.to_vec() })
    }
}

/// Said on a stream, as a municipality.
struct Saying<'a> {
    stream: Uuid,
    municipality: &'a str,
    events: &'a [Said],
}

impl Handle for Saying<'_> {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        session.load::<Stream>(self.stream, None).await?;
        session.record::<Stream>(self.stream, self.municipality, self.events);
        Ok(())
    }

    fn claimed(&self, _: &Taken) {}
}

/// The log of one service.
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
        let clock = Arc::new(ManualClock::at("2017-03-01T11:00:00Z"));
        let log = database.log(service, clock).await;
        let stop = CancellationToken::new();
        let streams = messaging::Streams::new(testkit::nats().await, prefix);
        let (relayed, until) = (log.clone(), stop.clone());
        tokio::spawn(async move { streams.relay(relayed, until).await });
        Self { service, log, stop, _database: database }
    }

    /// Its log.
    pub fn log(&self) -> &EventLog {
        &self.log
    }

    /// Says this on a stream, as a municipality; answers where the last of it stands, as clients write it.
    pub async fn say_on(&self, stream: Uuid, municipality: &str, events: &[Said]) -> String {
        // A row that is shared is said by some municipality all the same.
        let asker = if municipality == "000" { "350" } else { municipality };
        let caller = testkit::caller(asker, &[Role::Caseworker]);
        let id = RequestId::new(RandomIds.next());
        let order = Order::called(caller, id, "peer.say", &());
        let saying = Saying { stream, municipality, events };
        let Token { epoch, position } =
            self.log.execute(&order, &saying).await.expect("it can be said").token;
        format!("{}:{epoch}:{position}", self.service)
    }

    /// Says one thing on a stream of its own.
    pub async fn say(&self, municipality: &str, event: Said) -> String {
        self.say_on(RandomIds.next(), municipality, &[event]).await
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

//! Another service as a test's own sees it: a log with a relay before it, real positions, real messages on NATS. What
//! it says is decided by nobody but the test.

use std::sync::Arc;

use event_log::{Codec, Encoded, Envelope, EventLog, Handle, Order, Session, Stop, Taken, Token};
use kernel::{Aggregate, Caller, Decision, Ids, RequestId, Uuid};
use prost::{Message, Name};
use proto::events::Malformed;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{Cell, Database, ManualClock, RandomIds};

/// The other service.
pub struct Peer {
    log: EventLog,
    #[expect(dead_code, reason = "stops the relay when it is dropped")]
    stop: DropGuard,
    #[expect(dead_code, reason = "the log is in it")]
    database: Database,
}

impl Peer {
    /// Publishes to the cell under that service's name.
    ///
    /// # Panics
    /// When its log does not open.
    pub async fn start(cell: &Cell, service: &'static str) -> Self {
        let database = Database::new(&[]).await;
        let clock = Arc::new(ManualClock::at("2026-11-01T12:00:00Z"));
        let log = database.log(service, clock).await;
        let stop = CancellationToken::new();
        let streams = messaging::Streams::new(crate::nats().await, cell.prefix());
        let (relayed, until) = (log.clone(), stop.clone());
        tokio::spawn(async move { streams.relay(relayed, until).await });
        Self { log, stop: stop.drop_guard(), database }
    }

    /// Records one message on a stream of its own, as that caller: its municipality is the row's, a migrator's is
    /// migrated. Answers what was stored.
    ///
    /// # Panics
    /// When it cannot be stored.
    pub async fn say<M: Message + Name>(&self, caller: Caller, message: &M) -> (Envelope, Token) {
        let (stream, by) = (RandomIds.next(), caller.municipality);
        let token = self.say_on(stream, caller, by.as_str(), Said::of(message)).await;
        let stored = self.log.read(token.position - 1, 1).await.expect("it can be read");
        (stored.into_iter().next().expect("it was stored"), token)
    }

    /// Records this as the next on a stream, as that caller, in a row of that municipality (`000`: shared). Answers
    /// where it stands.
    ///
    /// # Panics
    /// When it cannot be stored.
    pub async fn say_on(
        &self,
        stream: Uuid,
        caller: Caller,
        municipality: &str,
        said: Said,
    ) -> Token {
        let say = Say { stream, municipality: municipality.to_owned(), said };
        let order = Order::called(caller, RequestId::new(RandomIds.next()), "peer.say", &());
        self.log.execute(&order, &say).await.expect("it can be said").token
    }

    /// Its log.
    #[must_use]
    pub fn log(&self) -> &EventLog {
        &self.log
    }
}

/// A message of any type, as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The full name of its type.
    pub type_name: String,
    /// Its bytes.
    pub payload: Vec<u8>,
}

impl Said {
    /// What is stored of this message.
    pub fn of<M: Message + Name>(message: &M) -> Self {
        Self { type_name: M::full_name(), payload: message.encode_to_vec() }
    }
}

struct Say {
    stream: Uuid,
    municipality: String,
    said: Said,
}

impl Handle for Say {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        session.load::<Anything>(self.stream, None).await?;
        let said = [self.said.clone()];
        session.record::<Anything>(self.stream, &self.municipality, &said);
        Ok(())
    }

    fn claimed(&self, _: &Taken) {}
}

/// A stream that knows nothing of what is said on it.
#[derive(Clone, Default)]
struct Anything;

impl Aggregate for Anything {
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

impl Codec for Anything {
    type Aggregate = Self;

    fn encode(Said { type_name, payload }: &Said) -> Encoded {
        let (type_name, payload) = (type_name.clone(), payload.clone());
        Encoded { type_name, payload, sealed: Vec::new() }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Said, Malformed> {
        Ok(Said { type_name: type_name.to_owned(), payload: payload.to_vec() })
    }
}

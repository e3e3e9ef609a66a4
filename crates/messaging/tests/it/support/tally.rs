//! The smallest service: a tally that is counted up.

use std::sync::Arc;

use event_log::{Codec, Encoded, EventLog, Handle, Order, Session, Stop, Taken};
use futures::{StreamExt, stream};
use kernel::{Aggregate, Clock, Decision, Ids, RequestId, Role, Uuid};
use proto::events::Malformed;
use testkit::{ManualClock, RandomIds};

const COUNTED: &str = "jobbro.tests.v1.Counted";

#[derive(Clone, Default)]
struct Tally;

impl Aggregate for Tally {
    const KIND: &'static str = "tally";
    type Command = ();
    type Event = Vec<u8>;
    type Finding = ();
    type Refusal = ();

    fn decide(&self, (): ()) -> Result<Decision<Vec<u8>, ()>, ()> {
        Ok(Decision::nothing())
    }

    fn evolve(self, _: &Vec<u8>) -> Self {
        self
    }
}

impl Codec for Tally {
    type Aggregate = Self;

    fn encode(event: &Vec<u8>) -> Encoded {
        Encoded { type_name: COUNTED.into(), payload: event.clone(), sealed: Vec::new() }
    }

    fn decode(_: &str, payload: &[u8]) -> Result<Vec<u8>, Malformed> {
        Ok(payload.to_vec())
    }
}

struct CountUp {
    stream: Uuid,
    payload: Vec<u8>,
}

impl Handle for CountUp {
    type Answer = ();
    type Refusal = ();

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<()>> {
        session.load::<Tally>(self.stream, None).await?;
        session.record::<Tally>(self.stream, "350", std::slice::from_ref(&self.payload));
        Ok(())
    }

    fn claimed(&self, _: &Taken) {}
}

/// Time in these tests; nothing depends on it.
pub fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at("2026-11-28T12:00:00Z"))
}

/// So many commands, many at once, each of which appends one event. None of them may fail.
pub async fn count(log: &EventLog, commands: usize) {
    let caller = testkit::caller("350", &[Role::Caseworker]);
    stream::iter(0..commands)
        .map(|number| {
            let caller = caller.clone();
            async move {
                let id = RequestId::new(RandomIds.next());
                let order = Order::called(caller, id, "jobbro.tests.v1.Tally/Count", &());
                // Of many lengths, so that messages do not all look alike on the wire.
                let payload = vec![number.to_be_bytes()[7]; 1 + number * 37 % 900];
                let command = CountUp { stream: RandomIds.next(), payload };
                log.execute(&order, &command).await.expect("no command fails");
            }
        })
        .buffer_unordered(32)
        .collect::<Vec<()>>()
        .await;
}

//! A small aggregate: a sum that grows while it is open, and notes that are sealed.

use event_log::{Codec, Encoded, Subject};
use kernel::{Aggregate, Decision, Uuid};
use prost::{Message as _, Name};
use proto::{events::Malformed, values_v1::Purpose};

#[derive(Clone, PartialEq, prost::Message)]
pub struct Opened {}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Added {
    #[prost(int64, tag = "1")]
    pub amount: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Closed {}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Noted {
    #[prost(string, tag = "1")]
    pub subject: String,
}

/// Sealed beside `Noted`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Note {
    #[prost(string, tag = "1")]
    pub text: String,
}

macro_rules! named {
    ($($message:ident),+) => {$(
        impl Name for $message {
            const NAME: &'static str = stringify!($message);
            const PACKAGE: &'static str = "jobbro.tests.events.v1";
        }
    )+};
}
named!(Opened, Added, Closed, Noted);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub open: bool,
    pub sum: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Open,
    Add(i64),
    Close,
    Note { subject: Uuid, purpose: Purpose, text: String },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Opened,
    Added(i64),
    Closed,
    Noted { subject: Uuid, purpose: Purpose, text: String },
}

#[derive(Clone, Debug, PartialEq)]
pub struct NotOpen;

impl Aggregate for Tally {
    const KIND: &'static str = "tally";
    type Command = Command;
    type Event = Event;
    type Finding = ();
    type Refusal = NotOpen;

    fn decide(&self, command: Command) -> Result<Decision<Event, ()>, NotOpen> {
        match (self.open, command) {
            (true, Command::Open) | (false, Command::Close) => Ok(Decision::nothing()),
            (false, Command::Open) => Ok(Decision::of([Event::Opened])),
            (true, Command::Add(amount)) => Ok(Decision::of([Event::Added(amount)])),
            (true, Command::Close) => Ok(Decision::of([Event::Closed])),
            (_, Command::Note { subject, purpose, text }) => {
                Ok(Decision::of([Event::Noted { subject, purpose, text }]))
            }
            (false, Command::Add(_)) => Err(NotOpen),
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match event {
            Event::Opened => Self { open: true, ..self },
            Event::Added(amount) => Self { sum: self.sum + amount, ..self },
            Event::Closed => Self { open: false, ..self },
            Event::Noted { .. } => self,
        }
    }
}

pub struct TallyCodec;

impl Codec for TallyCodec {
    type Aggregate = Tally;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Opened => Encoded::of(&Opened {}),
            Event::Added(amount) => Encoded::of(&Added { amount: *amount }),
            Event::Closed => Encoded::of(&Closed {}),
            Event::Noted { subject, purpose, text } => {
                Encoded::of(&Noted { subject: subject.to_string() }).seal(
                    Subject { kind: "citizen", id: *subject },
                    *purpose,
                    &Note { text: text.clone() },
                )
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let bad = || Malformed::content(type_name);
        if type_name == Opened::full_name() {
            Ok(Event::Opened)
        } else if type_name == Added::full_name() {
            let message = Added::decode(payload).map_err(|_| bad())?;
            Ok(Event::Added(message.amount))
        } else if type_name == Closed::full_name() {
            Ok(Event::Closed)
        } else if type_name == Noted::full_name() {
            let message = Noted::decode(payload).map_err(|_| bad())?;
            let subject = message.subject.parse().map_err(|_| bad())?;
            Ok(Event::Noted { subject, purpose: Purpose::Unspecified, text: String::new() })
        } else {
            Err(bad())
        }
    }
}

/// Another kind of aggregate, to be taken for a tally by mistake.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Other {
    pub touched: bool,
}

impl Aggregate for Other {
    const KIND: &'static str = "other";
    type Command = ();
    type Event = ();
    type Finding = ();
    type Refusal = ();

    fn decide(&self, (): ()) -> Result<Decision<(), ()>, ()> {
        Ok(Decision::of([()]))
    }

    fn evolve(self, (): &()) -> Self {
        Self { touched: true }
    }
}

pub struct OtherCodec;

impl Codec for OtherCodec {
    type Aggregate = Other;

    fn encode((): &()) -> Encoded {
        Encoded::of(&Opened {})
    }

    fn decode(_: &str, _: &[u8]) -> Result<(), Malformed> {
        Ok(())
    }
}

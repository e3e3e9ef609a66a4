//! What was asked of another service, on a stream of its own under the question's id: whose answer it will be.
//!
//! Invariant: a question is asked once, for one subject. Whether its answer still matters, the subject knows.

use kernel::{Aggregate, Decision, IguId, PlacementId, QuestionId};
use law::Finding;

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Placement(PlacementId),
    Igu(IguId),
}

/// Opens it.
pub struct Command {
    pub question: QuestionId,
    pub subject: Subject,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Opened { question: QuestionId, subject: Subject },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the question was asked for another subject")]
    AlreadyOpened,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Question {
    /// Not ours.
    #[default]
    Unknown,
    Opened(Subject),
}

impl Aggregate for Question {
    const KIND: &'static str = "question";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { question, subject } = command;
        match self {
            Self::Unknown => Ok(Decision::of([Event::Opened { question, subject }])),
            Self::Opened(of) if *of == subject => Ok(Decision::nothing()),
            Self::Opened(_) => Err(Refusal::AlreadyOpened),
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match event {
            Event::Opened { subject, .. } => Self::Opened(*subject),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;
    use testkit::Scenario;

    use super::*;

    const QUESTION: QuestionId = QuestionId::new(Uuid::from_u128(1));
    const PLACEMENT: Subject = Subject::Placement(PlacementId::new(Uuid::from_u128(2)));
    const IGU: Subject = Subject::Igu(IguId::new(Uuid::from_u128(2)));

    #[test]
    fn a_question_is_opened_once_for_one_subject() {
        let open = |subject| Command { question: QUESTION, subject };
        let opened = Event::Opened { question: QUESTION, subject: PLACEMENT };
        let given = |past: &[Event]| Scenario::<Question>::given(past.to_vec());
        given(&[]).when(open(PLACEMENT)).then([opened]);
        given(&[opened]).when(open(PLACEMENT)).then([]);
        given(&[opened]).when(open(IGU)).then_refused(&Refusal::AlreadyOpened);
    }
}

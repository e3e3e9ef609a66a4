//! One IGU: one citizen, one company, two years of paid training and school.
//!
//! Invariants: nothing is concluded before the legal facts of the first day were stated, nor against the law of that
//! day; it starts on its first day, and ends once. Registration is a fact beside: it is given once, also late, and what
//! passed without it is said once.
//!
//! What became of it, the citizen's other IGUs must know: `consequence` says what is noted on the citizen's history,
//! and whether the claim on the one IGU is taken or given back.

pub mod bonus;
mod case;
mod consequence;
mod law_of_the_day;

use std::fmt;

use kernel::{
    Aggregate, CitizenId, CvrNumber, Date, Decision, IguId, MunicipalityCode, PNumber, QuestionId,
};
use law::Finding;

use crate::{
    facts::{EarlierIgu, LegalAnswer},
    rules::igu_duration,
    values::IguChannel,
};

pub use case::{Case, State};
pub use consequence::{Consequence, TheOne};

/// What is asked, by which municipality, on which day.
pub struct Command {
    pub asker: MunicipalityCode,
    pub today: Date,
    pub order: Order,
}

pub enum Order {
    Plan {
        plan: Plan,
        question: QuestionId,
    },
    /// What `citizens` answered.
    Answer {
        question: QuestionId,
        answer: LegalAnswer,
    },
    Conclude {
        concluded_on: Date,
        /// The citizen's other IGUs.
        earlier: Vec<EarlierIgu>,
    },
    Register {
        channel: IguChannel,
        registered_on: Date,
    },
    /// Asked by a timer: says that the day for registering has passed, if it has.
    MarkOverdue,
    Start,
    Stop {
        last_day: Date,
        reason: StopReason,
    },
    Complete {
        last_day: Date,
    },
    Cancel {
        reason: StopReason,
    },
    Annul,
}

/// Who, where, from when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub igu: IguId,
    pub citizen: CitizenId,
    pub cvr: CvrNumber,
    pub p_number: PNumber,
    pub first_day: Date,
}

/// Why an IGU ended without being completed. Can tell of health, so it is sealed where it is stored, and printed nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    OrdinaryJobSameCompany,
    OrdinaryJobOtherCompany,
    Education,
    Resignation,
    Dismissal,
    CompanyClosure,
    LongSickness,
    Maternity,
    Moved,
    LeftDenmark,
    LostResidence,
    MutualAgreement,
}

impl fmt::Debug for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(personal)")
    }
}

/// A reason, and whose keys seal it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    pub citizen: CitizenId,
    pub reason: StopReason,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Planned {
        plan: Plan,
        /// Included.
        last_day: Date,
        municipality: MunicipalityCode,
    },
    LegalFactsAsked {
        question: QuestionId,
        citizen: CitizenId,
        on: Date,
    },
    LegalFactsReceived {
        question: QuestionId,
        answer: LegalAnswer,
    },
    AgreementConcluded {
        igu: IguId,
        concluded_on: Date,
        registration_due_on: Date,
        findings: Vec<Finding>,
    },
    Registered {
        igu: IguId,
        /// Said once more, for those who count: who and where.
        citizen: CitizenId,
        cvr: CvrNumber,
        p_number: PNumber,
        channel: IguChannel,
        registered_on: Date,
        findings: Vec<Finding>,
    },
    RegistrationOverdue {
        igu: IguId,
        due_on: Date,
    },
    Started {
        igu: IguId,
        first_day: Date,
    },
    Stopped {
        igu: IguId,
        /// Included.
        last_day: Date,
        /// Sealed: `None` when it was read back.
        ending: Option<Ending>,
    },
    Cancelled {
        igu: IguId,
        /// Sealed: `None` when it was read back.
        ending: Option<Ending>,
    },
    Annulled {
        igu: IguId,
    },
    Completed {
        igu: IguId,
        /// Included.
        last_day: Date,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Also of another municipality's: the two cannot be told apart from outside.
    #[error("the asker's municipality has no such IGU")]
    NotFound,
    #[error("the step does not follow on what has happened")]
    WrongState(State),
    #[error("the legal facts have not come yet")]
    AnswersPending,
    #[error("there is no such citizen")]
    CitizenUnknown,
    #[error("another municipality holds the citizen")]
    CitizenNotYours,
    /// Every broken rule.
    #[error("the law of the first day does not allow it")]
    Breached(Vec<Finding>),
    #[error("the agreement has been registered")]
    AlreadyRegistered,
    #[error("the day lies in the future")]
    DayInFuture,
    #[error("the day lies before the conclusion of the agreement")]
    DayBeforeConclusion,
    #[error("the day lies before the first")]
    DayBeforeStart,
    #[error("the day lies before the planned last one")]
    DayBeforeEnd,
}

#[derive(Clone, Debug, Default)]
pub enum Igu {
    #[default]
    Unknown,
    Known(Case),
}

impl Aggregate for Igu {
    const KIND: &'static str = "igu";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { asker, today, order } = command;
        match (self, order) {
            (Self::Unknown, Order::Plan { plan, question }) => Ok(planned(plan, asker, question)),
            (_, order) => self.held_by(asker)?.decide(order, today),
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match (self, event) {
            (_, Event::Planned { plan, last_day, municipality }) => {
                Self::Known(Case::planned(*plan, *last_day, *municipality))
            }
            (Self::Known(case), event) => Self::Known(case.evolve(event)),
            // What nobody planned is in no history; it changes nothing.
            (Self::Unknown, _) => Self::Unknown,
        }
    }
}

impl Igu {
    /// The case, for the municipality that planned it.
    ///
    /// # Errors
    /// `NotFound` for all others, and where there is none.
    pub fn held_by(&self, asker: MunicipalityCode) -> Result<&Case, Refusal> {
        match self {
            Self::Known(case) if case.municipality == asker => Ok(case),
            Self::Known(_) | Self::Unknown => Err(Refusal::NotFound),
        }
    }

    /// Whose it is; `None` for one that nobody planned.
    #[must_use]
    pub fn municipality(&self) -> Option<MunicipalityCode> {
        match self {
            Self::Unknown => None,
            Self::Known(case) => Some(case.municipality),
        }
    }
}

fn planned(
    plan: Plan,
    municipality: MunicipalityCode,
    question: QuestionId,
) -> Decision<Event, Finding> {
    let Plan { citizen, first_day: on, .. } = plan;
    let last_day = igu_duration::last_day(on);
    Decision::of([
        Event::Planned { plan, last_day, municipality },
        Event::LegalFactsAsked { question, citizen, on },
    ])
    .with([igu_duration::check(on)])
}

#[cfg(test)]
mod tests;

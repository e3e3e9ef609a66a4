//! One internship, from draft to end.
//!
//! Invariants: what was signed is what is submitted, so a change of the terms lets every signature fall; the grant is
//! given by another human than those who drafted, changed, recorded a signature and submitted, on all answers and all
//! rules; whoever leaves a placement, or asks anew, with a place that was asked for or is held gives it back in the same
//! moment.

mod answers;
mod consequence;
mod course;
mod decision;
mod drafting;
mod signatures;
mod terms;

pub use answers::Asked;
pub use signatures::{Signature, Signatures};
pub use terms::{Days, End, EndReason, Plan, Terms, Texts, WeeklyHours};

use kernel::{
    Aggregate, CitizenId, CvrNumber, Date, Decision, MunicipalityCode, PNumber, Personal,
    PlacementId, QuestionId, Uuid,
};
use law::Finding;

use crate::{
    facts::{Internship, LegalAnswer, PlaceAnswer},
    values::{MeasureKind, PlaceBasis, SignerRole},
};

pub enum Command {
    /// By someone of a municipality.
    Ordered { asker: MunicipalityCode, human: Option<Uuid>, today: Date, order: Order },
    /// By an answer of another service, found by its question.
    Answered(Answer),
}

pub enum Order {
    Draft {
        placement: PlacementId,
        plan: Plan,
        texts: Texts,
    },
    Sign(Signature),
    Revise {
        plan: Plan,
        texts: Texts,
    },
    Submit {
        question: QuestionId,
        /// Whether the caller names the version that it has seen. Without that, nothing is submitted again: a repeat by
        /// mistake does not mean to give a place away.
        seen: bool,
    },
    /// `others`: the citizen's other internships, in all municipalities. So in the next.
    Grant {
        others: Vec<Internship>,
    },
    Reject {
        reason: Personal<String>,
        others: Vec<Internship>,
    },
    Start,
    Complete,
    Interrupt {
        last_day: Date,
        end: End,
    },
    Cancel {
        end: End,
    },
}

pub enum Answer {
    /// `place` is the question that follows when the facts are stated.
    Facts {
        question: QuestionId,
        answer: LegalAnswer,
        place: QuestionId,
    },
    Place {
        question: QuestionId,
        answer: PlaceAnswer,
    },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Drafted {
        placement: PlacementId,
        municipality: MunicipalityCode,
        terms: Terms,
        by: Option<Uuid>,
        /// Sealed: `None` when it was read back. So in all that follow.
        texts: Option<Texts>,
    },
    Revised {
        placement: PlacementId,
        terms: Terms,
        by: Option<Uuid>,
        texts: Option<Texts>,
    },
    Signed {
        placement: PlacementId,
        signature: Signature,
        /// The human who recorded it.
        by: Option<Uuid>,
    },
    Submitted {
        placement: PlacementId,
        by: Option<Uuid>,
    },
    FactsAsked {
        question: QuestionId,
        citizen: CitizenId,
        on: Date,
    },
    FactsReceived {
        question: QuestionId,
        answer: LegalAnswer,
    },
    PlaceAsked {
        question: QuestionId,
        cvr: CvrNumber,
        p_number: PNumber,
        measure: MeasureKind,
        basis: PlaceBasis,
        days: Days,
        /// `None` of one that was asked for before hours were told.
        weekly_hours: Option<WeeklyHours>,
    },
    PlaceAnswered {
        question: QuestionId,
        answer: PlaceAnswer,
    },
    PlaceGivenBack {
        question: QuestionId,
        p_number: PNumber,
        /// The last day it was used; `None` when it was not used at all.
        last_day: Option<Date>,
    },
    /// The findings are stored as proof; empty when they were read back: no later decision rests on them.
    Granted {
        placement: PlacementId,
        by: Uuid,
        findings: Vec<Finding>,
    },
    Rejected {
        placement: PlacementId,
        by: Uuid,
        findings: Vec<Finding>,
        reason: Option<About<Personal<String>>>,
    },
    Started {
        placement: PlacementId,
        citizen: CitizenId,
        measure: MeasureKind,
        days: Days,
    },
    Completed {
        placement: PlacementId,
        last_day: Date,
    },
    Interrupted {
        placement: PlacementId,
        last_day: Date,
        end: Option<About<End>>,
    },
    Cancelled {
        placement: PlacementId,
        end: Option<About<End>>,
    },
}

/// Something sealed, with the person it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About<T> {
    pub citizen: CitizenId,
    pub content: T,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Also of another municipality's: the two cannot be told apart from outside.
    #[error("the asker's municipality has no such placement")]
    NotFound,
    #[error("the step does not follow on {0}")]
    WrongState(&'static str),
    #[error("the terms are about another citizen")]
    OtherCitizen,
    #[error("that party has signed")]
    AlreadySigned,
    #[error("the employer signs before the representative")]
    EmployerSignsFirst,
    #[error("signatures are missing")]
    SignatureMissing(Vec<SignerRole>),
    #[error("not all questions are answered")]
    AnswersPending,
    #[error("there is no such citizen")]
    CitizenUnknown,
    #[error("another municipality holds the citizen")]
    CitizenNotYours,
    #[error("no such workplace is registered with that company")]
    WorkplaceUnknown,
    /// Those that are broken.
    #[error("the law does not allow it")]
    RuleBreached(Vec<Finding>),
    #[error("a decision is made by a human")]
    HumanRequired,
    #[error("a decision is made by another human")]
    FourEyes,
    #[error("the day lies in the future")]
    DayInFuture,
    #[error("the day lies before the first day")]
    DayBeforeStart,
    #[error("the day is the agreed last day or a later one")]
    DayNotBeforeEnd,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    #[default]
    Unknown,
    Draft(Case),
    Submitted(Submitted),
    Granted(Agreed),
    Rejected(Case),
    Running(Agreed),
    Completed(Case),
    Interrupted(Case),
    Cancelled(Case),
}

/// What holds in every state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub placement: PlacementId,
    pub municipality: MunicipalityCode,
    pub terms: Terms,
    /// The humans who drafted, changed, recorded a signature or submitted: none of them decides it.
    pub hands: Vec<Uuid>,
    pub signatures: Signatures,
}

/// Sent to the authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    pub case: Case,
    pub asked: Asked,
}

/// Granted: the place of that question is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    pub case: Case,
    pub place: QuestionId,
}

type Decided = Result<Decision<Event, Finding>, Refusal>;

impl Aggregate for Placement {
    const KIND: &'static str = "placement";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Decided {
        match command {
            Command::Answered(Answer::Facts { question, answer, place }) => {
                Ok(self.receive_facts(question, answer, place))
            }
            Command::Answered(Answer::Place { question, answer }) => {
                Ok(self.receive_place(question, answer))
            }
            Command::Ordered { asker, human, today, order } => {
                self.order(asker, human, today, order)
            }
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match event {
            Event::Drafted { placement, municipality, terms, by, .. } => {
                Self::drafted(*placement, *municipality, *terms, *by)
            }
            Event::Revised { terms, by, .. } => self.revised(*terms, *by),
            Event::Signed { signature, by, .. } => self.signed(*signature, *by),
            Event::Submitted { by, .. } => self.submitted(*by),
            Event::FactsAsked { question, .. } => self.asking(Asked::Facts(*question)),
            Event::FactsReceived { answer, .. } => self.told(answer),
            Event::PlaceAsked { question, .. } => self.place_asked(*question),
            Event::PlaceAnswered { answer, .. } => self.place_answered(answer),
            // Recorded beside what ended the need for it.
            Event::PlaceGivenBack { .. } => self,
            Event::Granted { .. } => self.granted(),
            Event::Started { .. } => self.started(),
            Event::Rejected { .. } => self.closed(Self::Rejected),
            Event::Completed { .. } => self.closed(Self::Completed),
            Event::Interrupted { .. } => self.closed(Self::Interrupted),
            Event::Cancelled { .. } => self.closed(Self::Cancelled),
        }
    }
}

impl Placement {
    /// What the states have in common; `None` for what was never drafted.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        match self {
            Self::Unknown => None,
            Self::Draft(case)
            | Self::Rejected(case)
            | Self::Completed(case)
            | Self::Interrupted(case)
            | Self::Cancelled(case)
            | Self::Submitted(Submitted { case, .. })
            | Self::Granted(Agreed { case, .. })
            | Self::Running(Agreed { case, .. }) => Some(case),
        }
    }

    /// The state's name, as the contract has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Draft(_) => "DRAFT",
            Self::Submitted(_) => "SUBMITTED",
            Self::Granted(_) => "GRANTED",
            Self::Rejected(_) => "REJECTED",
            Self::Running(_) => "RUNNING",
            Self::Completed(_) => "COMPLETED",
            Self::Interrupted(_) => "INTERRUPTED",
            Self::Cancelled(_) => "CANCELLED",
        }
    }

    fn order(
        &self,
        asker: MunicipalityCode,
        human: Option<Uuid>,
        today: Date,
        order: Order,
    ) -> Decided {
        if let (Self::Unknown, Order::Draft { placement, plan, texts }) = (self, &order) {
            return Ok(drafting::draft(*placement, asker, *plan, texts.clone(), human));
        }
        // First of all, so that no other municipality learns anything.
        if self.case().is_none_or(|it| it.municipality != asker) {
            return Err(Refusal::NotFound);
        }
        match order {
            Order::Draft { .. } => Err(self.wrong_state()),
            Order::Sign(signature) => self.sign(signature, human, today),
            Order::Revise { plan, texts } => self.revise(plan, texts, human),
            Order::Submit { question, seen } => self.submit(question, seen, human),
            Order::Grant { others } => self.grant(human, &others),
            Order::Reject { reason, others } => self.reject(human, reason, &others),
            Order::Start => self.start(today),
            Order::Complete => self.complete(today),
            Order::Interrupt { last_day, end } => self.interrupt(last_day, end, today),
            Order::Cancel { end } => self.cancel(end),
        }
    }

    fn wrong_state(&self) -> Refusal {
        Refusal::WrongState(self.name())
    }

    /// The case, out of a state that is left.
    fn into_case(self) -> Option<Case> {
        match self {
            Self::Unknown => None,
            Self::Draft(case)
            | Self::Rejected(case)
            | Self::Completed(case)
            | Self::Interrupted(case)
            | Self::Cancelled(case)
            | Self::Submitted(Submitted { case, .. })
            | Self::Granted(Agreed { case, .. })
            | Self::Running(Agreed { case, .. }) => Some(case),
        }
    }
}

#[cfg(test)]
mod tests;

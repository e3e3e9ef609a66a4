//! What was asked of `citizens` and of `employers`, in this order, and what they answered.

use kernel::{Decision, QuestionId};
use law::Finding;

use super::{Case, Date, Event, Placement, Submitted};
use crate::{
    facts::{LegalAnswer, LegalFacts, PlaceAnswer},
    values::{MeasureKind, PlaceBasis, PlaceOutcome},
};

/// How far the questions of a submission have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    Nothing,
    /// The legal facts are asked for.
    Facts(QuestionId),
    /// No such person: no place is asked for.
    CitizenUnknown,
    /// Another municipality holds the person: no place is asked for.
    CitizenNotYours,
    /// The facts are stated; the place is asked for by the next event of the same command.
    Stated(LegalFacts),
    /// The place is asked for.
    Place {
        facts: LegalFacts,
        question: QuestionId,
    },
    Answered {
        facts: LegalFacts,
        question: QuestionId,
        answer: PlaceAnswer,
    },
}

impl Asked {
    /// Whether nothing is waited for.
    pub(super) fn all_answered(&self) -> bool {
        match self {
            Self::Nothing | Self::Facts(_) | Self::Stated(_) | Self::Place { .. } => false,
            Self::CitizenUnknown | Self::CitizenNotYours | Self::Answered { .. } => true,
        }
    }

    /// The place that must be given back when it is not needed: one that is held, or may yet be.
    #[must_use]
    pub fn place(&self) -> Option<QuestionId> {
        match self {
            Self::Nothing
            | Self::Facts(_)
            | Self::CitizenUnknown
            | Self::CitizenNotYours
            | Self::Stated(_) => None,
            Self::Place { question, .. } => Some(*question),
            Self::Answered { question, answer, .. } => match answer.outcome {
                PlaceOutcome::Reserved => Some(*question),
                PlaceOutcome::Refused | PlaceOutcome::UnknownWorkplace => None,
            },
        }
    }
}

pub(super) fn given_back(case: &Case, question: QuestionId, last_day: Option<Date>) -> Event {
    Event::PlaceGivenBack { question, p_number: case.terms.plan.p_number, last_day }
}

impl Placement {
    /// An answer to a question that is not the pending one is late, doubled, or of terms that were changed or asked
    /// about anew since: it changes nothing.
    pub(super) fn receive_facts(
        &self,
        question: QuestionId,
        answer: LegalAnswer,
        place: QuestionId,
    ) -> Decision<Event, Finding> {
        let Self::Submitted(Submitted { case, asked: Asked::Facts(pending) }) = self else {
            return Decision::nothing();
        };
        if *pending != question {
            return Decision::nothing();
        }
        let next = match &answer {
            LegalAnswer::Stated(facts) => Some(ask_place(case, facts, place)),
            LegalAnswer::Unknown | LegalAnswer::NotYours => None,
        };
        Decision::of([Event::FactsReceived { question, answer }].into_iter().chain(next))
    }

    pub(super) fn receive_place(
        &self,
        question: QuestionId,
        answer: PlaceAnswer,
    ) -> Decision<Event, Finding> {
        let Self::Submitted(Submitted { asked: Asked::Place { question: pending, .. }, .. }) = self
        else {
            return Decision::nothing();
        };
        if *pending != question {
            return Decision::nothing();
        }
        Decision::of([Event::PlaceAnswered { question, answer }])
    }

    pub(super) fn asking(self, asked: Asked) -> Self {
        if let Self::Submitted(it) = self {
            Self::Submitted(Submitted { asked, ..it })
        } else {
            self
        }
    }

    pub(super) fn told(self, answer: &LegalAnswer) -> Self {
        self.asking(match answer {
            LegalAnswer::Stated(facts) => Asked::Stated(facts.clone()),
            LegalAnswer::Unknown => Asked::CitizenUnknown,
            LegalAnswer::NotYours => Asked::CitizenNotYours,
        })
    }

    pub(super) fn place_asked(self, question: QuestionId) -> Self {
        if let Self::Submitted(Submitted { asked: Asked::Stated(facts), .. }) = &self {
            let facts = facts.clone();
            self.asking(Asked::Place { facts, question })
        } else {
            self
        }
    }

    pub(super) fn place_answered(self, answer: &PlaceAnswer) -> Self {
        if let Self::Submitted(Submitted { asked: Asked::Place { facts, question }, .. }) = &self {
            let (facts, question) = (facts.clone(), *question);
            self.asking(Asked::Answered { facts, question, answer: answer.clone() })
        } else {
            self
        }
    }
}

/// The law that the measure is offered under follows from the programme. Where it is not known whether one runs, the
/// place is asked for by the law that only warns (decisions N1, N2).
fn ask_place(case: &Case, facts: &LegalFacts, question: QuestionId) -> Event {
    let plan = &case.terms.plan;
    let basis = match facts.programme_runs {
        Some(false) => PlaceBasis::Lab,
        Some(true) | None => PlaceBasis::Integration,
    };
    Event::PlaceAsked {
        question,
        cvr: plan.cvr,
        p_number: plan.p_number,
        measure: MeasureKind::Internship,
        basis,
        days: plan.days,
        weekly_hours: Some(plan.weekly_hours),
    }
}

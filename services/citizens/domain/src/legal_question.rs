//! One question of another service: what the law asks of a citizen on a day, answered by what follows from the
//! person's data and never by the data.
//!
//! Invariants: answered once; facts only for the municipality that holds the citizen, every other one hears nothing
//! but that; what is not known, or was erased, is absent.

use std::convert::Infallible;

use kernel::{Aggregate, CitizenId, Date, Decision, QuestionId, age_on};
use law::Finding;

use crate::values::{PersonalDay, ProgrammeKind, ReadinessCategory, ResidenceBasis};

/// Answer it, from what is known now.
pub struct Command {
    pub question: QuestionId,
    pub citizen: CitizenId,
    pub on: Date,
    pub known: Known,
}

/// What the asker's municipality may be told of.
pub enum Known {
    /// There is no such citizen.
    Nobody,
    /// Another municipality's citizen.
    HeldElsewhere,
    Held(Box<Case>),
}

/// What the answer follows from.
pub struct Case {
    pub residence_basis: ResidenceBasis,
    /// On the day.
    pub programme: Runs,
    /// That holds on the day.
    pub readiness: Option<ReadinessCategory>,
    /// `None` when it was erased.
    pub birth_date: Option<PersonalDay>,
    /// `None` when it was erased or is not known.
    pub residence_registered_on: Option<PersonalDay>,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Stated { question: QuestionId, citizen: CitizenId, facts: LegalFacts },
    Refused { question: QuestionId, why: Why },
}

/// What follows on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalFacts {
    pub on: Date,
    /// Full years.
    pub age_years: Option<i16>,
    /// Full years of registered address in Denmark.
    pub residence_full_years: Option<i16>,
    /// Whether the day is exactly that many years after the first.
    pub residence_on_anniversary: Option<bool>,
    pub residence_basis: ResidenceBasis,
    pub programme: Runs,
    pub readiness: Option<ReadinessCategory>,
}

/// Whether a programme runs, as far as it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// None was ever recorded: it may run all the same.
    NotKnown,
    /// One was recorded, and none runs.
    No,
    Yes(ProgrammeKind),
}

/// Why there are no facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Unknown,
    NotYours,
}

#[derive(Clone, Copy, Debug, Default)]
pub enum LegalQuestion {
    #[default]
    Open,
    Answered,
}

impl Aggregate for LegalQuestion {
    const KIND: &'static str = "legal_question";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Infallible;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Infallible> {
        let Command { question, citizen, on, known } = command;
        Ok(match (self, known) {
            (Self::Answered, _) => Decision::nothing(),
            (Self::Open, Known::Nobody) => {
                Decision::of([Event::Refused { question, why: Why::Unknown }])
            }
            (Self::Open, Known::HeldElsewhere) => {
                Decision::of([Event::Refused { question, why: Why::NotYours }])
            }
            (Self::Open, Known::Held(case)) => {
                Decision::of([Event::Stated { question, citizen, facts: case.on(on) }])
            }
        })
    }

    fn evolve(self, event: &Event) -> Self {
        match event {
            Event::Stated { .. } | Event::Refused { .. } => Self::Answered,
        }
    }
}

impl LegalQuestion {
    /// Whether nothing more will be said.
    #[must_use]
    pub fn is_answered(self) -> bool {
        match self {
            Self::Answered => true,
            Self::Open => false,
        }
    }
}

impl Case {
    fn on(&self, on: Date) -> LegalFacts {
        let birth_date = self.birth_date.as_ref().map(PersonalDay::expose);
        let residence = self.residence_registered_on.as_ref().map(PersonalDay::expose);
        // Of a day before the address began nothing is known.
        let full_years = residence.and_then(|since| age_on(since, on));
        LegalFacts {
            on,
            age_years: birth_date.and_then(|it| age_on(it, on)),
            residence_full_years: full_years,
            residence_on_anniversary: residence
                .zip(full_years)
                .map(|(since, years)| turned_on(since, years, on)),
            residence_basis: self.residence_basis,
            programme: self.programme,
            readiness: self.readiness,
        }
    }
}

/// Whether the day is the one on which so many years became full; the first day is for none.
fn turned_on(since: Date, years: i16, on: Date) -> bool {
    let before = on.yesterday().ok().and_then(|it| age_on(since, it));
    before != Some(years)
}

#[cfg(test)]
mod tests;

//! One workplace (production unit) of a company, shared by everyone in the cell.
//!
//! Invariants: registered once, with one company; of one day the headcount recorded last holds, and so does the count
//! of places that others hold there. No figure lies in the future.

use std::collections::BTreeMap;

use kernel::{Aggregate, CvrNumber, Date, Decision, MunicipalityCode, PNumber};
use law::Finding;

use crate::values::{Headcount, PlacesElsewhere};

pub enum Command {
    Register { p_number: PNumber, cvr: CvrNumber, located_in: MunicipalityCode },
    RecordHeadcount { headcount: Headcount, today: Date },
    RecordPlacesElsewhere { elsewhere: PlacesElsewhere, today: Date },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Registered { p_number: PNumber, cvr: CvrNumber, located_in: MunicipalityCode },
    HeadcountRecorded { p_number: PNumber, headcount: Headcount },
    PlacesElsewhereRecorded { p_number: PNumber, elsewhere: PlacesElsewhere },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no such workplace is registered")]
    NotFound,
    #[error("the workplace is registered with another company")]
    OtherEmployer,
    #[error("the workplace is registered as lying in another municipality")]
    LiesElsewhere,
    #[error("the day lies in the future")]
    DayInFuture,
}

#[derive(Clone, Debug, Default)]
pub enum Workplace {
    #[default]
    Unknown,
    Registered(Facts),
}

/// What is known of a workplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub p_number: PNumber,
    pub cvr: CvrNumber,
    pub located_in: MunicipalityCode,
    /// By the day they were counted for.
    pub headcounts: BTreeMap<Date, Headcount>,
    /// What others hold, by the day it was counted for.
    pub elsewhere: BTreeMap<Date, PlacesElsewhere>,
}

impl Aggregate for Workplace {
    const KIND: &'static str = "workplace";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        match (self, command) {
            (Self::Unknown, Command::Register { p_number, cvr, located_in }) => {
                Ok(Decision::of([Event::Registered { p_number, cvr, located_in }]))
            }
            (Self::Registered(facts), Command::Register { cvr, .. }) if facts.cvr != cvr => {
                Err(Refusal::OtherEmployer)
            }
            // Figures are counted by it: another place must not be dropped without a word.
            (Self::Registered(facts), Command::Register { located_in, .. })
                if facts.located_in != located_in =>
            {
                Err(Refusal::LiesElsewhere)
            }
            (Self::Registered(_), Command::Register { .. }) => Ok(Decision::nothing()),
            (
                Self::Unknown,
                Command::RecordHeadcount { .. } | Command::RecordPlacesElsewhere { .. },
            ) => Err(Refusal::NotFound),
            (Self::Registered(facts), Command::RecordHeadcount { headcount, today }) => {
                facts.record_headcount(headcount, today)
            }
            (Self::Registered(facts), Command::RecordPlacesElsewhere { elsewhere, today }) => {
                facts.record_elsewhere(elsewhere, today)
            }
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match (self, event) {
            (_, Event::Registered { p_number, cvr, located_in }) => Self::Registered(Facts {
                p_number: *p_number,
                cvr: *cvr,
                located_in: *located_in,
                headcounts: BTreeMap::new(),
                elsewhere: BTreeMap::new(),
            }),
            (Self::Registered(mut facts), Event::HeadcountRecorded { headcount, .. }) => {
                facts.headcounts.insert(headcount.as_of, *headcount);
                Self::Registered(facts)
            }
            (Self::Registered(mut facts), Event::PlacesElsewhereRecorded { elsewhere, .. }) => {
                facts.elsewhere.insert(elsewhere.as_of, *elsewhere);
                Self::Registered(facts)
            }
            // Figures of no workplace are in no history; they change nothing.
            (
                Self::Unknown,
                Event::HeadcountRecorded { .. } | Event::PlacesElsewhereRecorded { .. },
            ) => Self::Unknown,
        }
    }
}

impl Workplace {
    /// What is known of it.
    ///
    /// # Errors
    /// `NotFound` where there is no workplace.
    pub fn facts(&self) -> Result<&Facts, Refusal> {
        match self {
            Self::Registered(facts) => Ok(facts),
            Self::Unknown => Err(Refusal::NotFound),
        }
    }
}

impl Facts {
    /// The newest headcount whose day is not after this one.
    #[must_use]
    pub fn headcount_on(&self, day: Date) -> Option<Headcount> {
        newest(&self.headcounts, day)
    }

    /// The newest count of the places that others hold whose day is not after this one.
    #[must_use]
    pub fn elsewhere_on(&self, day: Date) -> Option<PlacesElsewhere> {
        newest(&self.elsewhere, day)
    }

    fn record_headcount(
        &self,
        headcount: Headcount,
        today: Date,
    ) -> Result<Decision<Event, Finding>, Refusal> {
        if headcount.as_of > today {
            return Err(Refusal::DayInFuture);
        }
        if self.headcounts.get(&headcount.as_of) == Some(&headcount) {
            return Ok(Decision::nothing());
        }
        Ok(Decision::of([Event::HeadcountRecorded { p_number: self.p_number, headcount }]))
    }

    fn record_elsewhere(
        &self,
        elsewhere: PlacesElsewhere,
        today: Date,
    ) -> Result<Decision<Event, Finding>, Refusal> {
        if elsewhere.as_of > today {
            return Err(Refusal::DayInFuture);
        }
        if self.elsewhere.get(&elsewhere.as_of) == Some(&elsewhere) {
            return Ok(Decision::nothing());
        }
        Ok(Decision::of([Event::PlacesElsewhereRecorded { p_number: self.p_number, elsewhere }]))
    }
}

/// What was counted later says nothing of the day.
fn newest<T: Copy>(by_day: &BTreeMap<Date, T>, day: Date) -> Option<T> {
    by_day.range(..=day).next_back().map(|it| *it.1)
}

#[cfg(test)]
mod tests;

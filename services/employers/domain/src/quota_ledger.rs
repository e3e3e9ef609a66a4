//! The places of one workplace: who asked for one, what was answered, what is held on which days.
//!
//! Invariants: every question is answered once, by a place or a refusal; a place is given back once; a refused place
//! is held by nobody. Who asks stays unknown: a question has an id, and no citizen, placement or municipality.

use std::collections::BTreeMap;

use kernel::{Aggregate, CvrNumber, Date, Decision, PNumber, Period, QuestionId};
use law::Finding;

use crate::{
    values::{MeasureKind, PlaceBasis, PlaceOccupancy, PlaceProof, PlaceRefusal},
    workplace,
};

pub enum Command {
    /// With what is known of the workplace; `None`: there is none registered.
    Ask { ask: Ask, workplace: Option<workplace::Facts> },
    /// With the last day the place was used; `None`: it was not used at all.
    GiveBack { question: QuestionId, p_number: PNumber, last_day: Option<Date> },
}

/// What is asked for; first and last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub question: QuestionId,
    pub cvr: CvrNumber,
    pub p_number: PNumber,
    pub measure: MeasureKind,
    pub basis: PlaceBasis,
    pub first_day: Date,
    pub last_day: Date,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Reserved {
        question: QuestionId,
        p_number: PNumber,
        measure: MeasureKind,
        basis: PlaceBasis,
        first_day: Date,
        last_day: Date,
        occupancy: PlaceOccupancy,
        proof: PlaceProof,
        /// What the rules said; stored as proof, empty when it was read back: no later decision rests on it.
        findings: Vec<Finding>,
    },
    Refused {
        question: QuestionId,
        p_number: PNumber,
        measure: MeasureKind,
        basis: PlaceBasis,
        first_day: Date,
        last_day: Date,
        reason: PlaceRefusal,
        proof: PlaceProof,
        /// As of `Reserved`, with the breach.
        findings: Vec<Finding>,
    },
    /// The last day is included; `None`: the place was not used at all.
    Released { question: QuestionId, p_number: PNumber, last_day: Option<Date> },
}

/// There is none: every ask is answered by an event, and what is already so changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {}

/// Every question that was answered, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct QuotaLedger {
    answered: BTreeMap<QuestionId, Answered>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answered {
    Refused,
    Held {
        period: Period,
        occupancy: PlaceOccupancy,
    },
    /// Given back; the days it was used stay counted.
    GivenBack {
        used: Option<Period>,
        occupancy: PlaceOccupancy,
    },
}

impl Aggregate for QuotaLedger {
    const KIND: &'static str = "quota_ledger";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        match command {
            Command::Ask { ask, workplace } => self.answer(&ask, workplace.as_ref()),
            Command::GiveBack { question, p_number, last_day } => {
                Ok(self.give_back(question, p_number, last_day))
            }
        }
    }

    fn evolve(mut self, event: &Event) -> Self {
        match event {
            Event::Reserved { question, first_day, last_day, occupancy, .. } => {
                if let Some(period) = Period::of(*first_day, *last_day) {
                    let held = Answered::Held { period, occupancy: *occupancy };
                    self.answered.insert(*question, held);
                }
            }
            Event::Refused { question, .. } => {
                self.answered.insert(*question, Answered::Refused);
            }
            Event::Released { question, last_day, .. } => {
                if let Some(it) = self.answered.get_mut(question) {
                    *it = it.given_back(*last_day);
                }
            }
        }
        self
    }
}

impl QuotaLedger {
    /// What the places of the workplace were counted from for a period, as an ask would see it.
    #[must_use]
    pub fn places(&self, period: Period, workplace: &workplace::Facts) -> PlaceProof {
        let on = period.first_day();
        let headcount = workplace.headcount_on(on);
        PlaceProof {
            headcount,
            supported_here: self.held_at_most(period),
            elsewhere: workplace.elsewhere,
            allowed: None,
        }
    }

    /// The highest number of reservations that take a place on one and the same day of the period.
    fn held_at_most(&self, period: Period) -> i64 {
        let held: Vec<Period> = self
            .answered
            .values()
            .filter_map(|it| it.takes())
            .filter(|it| it.overlaps(period))
            .collect();
        let first_days = held.iter().map(|it| it.first_day()).filter(|it| period.contains(*it));
        let days = first_days.chain([period.first_day()]);
        let on = |day| held.iter().filter(|it| it.contains(day)).count();
        days.map(on).max().and_then(|it| i64::try_from(it).ok()).unwrap_or(0)
    }

    fn answer(
        &self,
        _ask: &Ask,
        _workplace: Option<&workplace::Facts>,
    ) -> Result<Decision<Event, Finding>, Refusal> {
        Ok(Decision::nothing())
    }

    fn give_back(
        &self,
        question: QuestionId,
        p_number: PNumber,
        last_day: Option<Date>,
    ) -> Decision<Event, Finding> {
        match self.answered.get(&question) {
            Some(Answered::Held { period, .. }) => {
                let used = last_day.filter(|it| *it >= period.first_day());
                let last_day = used.map(|it| period.last_day().map_or(it, |end| it.min(end)));
                Decision::of([Event::Released { question, p_number, last_day }])
            }
            Some(Answered::Refused | Answered::GivenBack { .. }) | None => Decision::nothing(),
        }
    }
}

impl Answered {
    /// The days it takes a place.
    fn takes(self) -> Option<Period> {
        match self {
            Self::Held { period, occupancy } if occupancy.takes_a_place() => Some(period),
            Self::GivenBack { used, occupancy } if occupancy.takes_a_place() => used,
            Self::Held { .. } | Self::GivenBack { .. } | Self::Refused => None,
        }
    }

    fn given_back(self, last_day: Option<Date>) -> Self {
        match self {
            Self::Held { period, occupancy } => {
                let used = last_day.and_then(|it| Period::of(period.first_day(), it));
                Self::GivenBack { used, occupancy }
            }
            Self::Refused | Self::GivenBack { .. } => self,
        }
    }
}

#[cfg(test)]
mod tests;

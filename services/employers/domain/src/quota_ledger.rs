//! The places of one workplace: who asked for one, what was answered, what is held on which days.
//!
//! Invariants: every question is answered once, by a place or a refusal; a place is given back once; a refused place
//! is held by nobody. Who asks stays unknown: a question has an id, and no citizen, placement or municipality.

use std::collections::BTreeMap;

use kernel::{Aggregate, CvrNumber, Date, Decision, PNumber, Period, QuestionId};
use law::{Finding, Verdict};

use crate::{
    rules::{
        ratio_count, ratio_formula, ratio_internship_integration, ratio_occupies,
        ratio_subsidy_integration,
    },
    values::{
        MeasureKind, PlaceBasis, PlaceOccupancy, PlaceProof, PlaceRefusal, SupportedHours,
        full_time_part,
    },
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
    /// `None`: not stated.
    pub weekly_hours: Option<u8>,
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
        weekly_hours: Option<u8>,
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
        weekly_hours: Option<u8>,
        occupancy: PlaceOccupancy,
    },
    /// Given back; the days it was used stay counted.
    GivenBack {
        used: Option<Period>,
        weekly_hours: Option<u8>,
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
            Command::Ask { ask, workplace } => Ok(self.answer(&ask, workplace.as_ref())),
            Command::GiveBack { question, p_number, last_day } => {
                Ok(self.give_back(question, p_number, last_day))
            }
        }
    }

    fn evolve(mut self, event: &Event) -> Self {
        match event {
            Event::Reserved { question, first_day, last_day, weekly_hours, occupancy, .. } => {
                let period = days(*first_day, *last_day);
                let (weekly_hours, occupancy) = (*weekly_hours, *occupancy);
                let held = Answered::Held { period, weekly_hours, occupancy };
                self.answered.insert(*question, held);
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
        let first_day = period.first_day();
        let headcount = workplace.headcount_on(first_day);
        PlaceProof {
            headcount,
            supported_here: self.fullest_day(period, |_| 1),
            elsewhere: workplace.elsewhere_on(first_day),
            allowed: headcount.map(|it| ratio_formula::allowed(it.ordinary_employees)),
        }
    }

    /// The highest sum of what the reservations that take a place weigh on one and the same day of the period.
    fn fullest_day(&self, period: Period, weight: fn(Option<u8>) -> i64) -> i64 {
        let held: Vec<(Period, i64)> = self
            .answered
            .values()
            .filter_map(|it| it.takes())
            .filter(|(days, _)| days.overlaps(period))
            .map(|(days, weekly_hours)| (days, weight(weekly_hours)))
            .collect();
        let first_days = held.iter().map(|it| it.0.first_day()).filter(|it| period.contains(*it));
        let days = first_days.chain([period.first_day()]);
        let on = |day| held.iter().filter(|it| it.0.contains(day)).map(|it| it.1).sum();
        days.map(on).max().unwrap_or(0)
    }

    fn answer(&self, ask: &Ask, workplace: Option<&workplace::Facts>) -> Decision<Event, Finding> {
        if self.answered.contains_key(&ask.question) {
            return Decision::nothing();
        }
        let Some(workplace) = workplace.filter(|it| it.cvr == ask.cvr) else {
            let nothing = PlaceProof::default();
            return Decision::of([ask.refused(
                PlaceRefusal::UnknownWorkplace,
                nothing,
                Vec::new(),
            )]);
        };
        let proof = self.places(ask.days(), workplace);
        let hours = SupportedHours {
            here: self.fullest_day(ask.days(), full_time_part),
            asked: full_time_part(ask.weekly_hours),
        };
        let (occupancy, findings) = ask.look_at_the_law(&proof, hours);
        let broken = findings.iter().any(|it| it.verdict == Verdict::Breach);
        Decision::of([if broken {
            ask.refused(PlaceRefusal::Ratio, proof, findings)
        } else {
            ask.reserved(occupancy, proof, findings)
        }])
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

impl Ask {
    fn days(&self) -> Period {
        days(self.first_day, self.last_day)
    }

    /// What becomes of a place, and what every rule says of it.
    fn look_at_the_law(
        &self,
        proof: &PlaceProof,
        hours: SupportedHours,
    ) -> (PlaceOccupancy, Vec<Finding>) {
        let Self { measure, first_day: on, .. } = *self;
        match (self.basis, measure) {
            (PlaceBasis::Lab, measure) => {
                let tested = ratio_formula::refuses(on, measure) && proof.headcount.is_some();
                (
                    if tested { PlaceOccupancy::Tested } else { PlaceOccupancy::Untested },
                    vec![
                        ratio_formula::check(on, measure, proof, hours),
                        ratio_count::check(on, proof.headcount),
                    ],
                )
            }
            (PlaceBasis::Integration, MeasureKind::Internship | MeasureKind::UtilityJob) => (
                taken(on, measure),
                vec![
                    ratio_internship_integration::check(on, measure, proof, hours),
                    ratio_occupies::check(on, measure),
                    ratio_count::check(on, proof.headcount),
                ],
            ),
            (PlaceBasis::Integration, MeasureKind::WageSubsidy) => (
                taken(on, measure),
                vec![ratio_subsidy_integration::check(on), ratio_occupies::check(on, measure)],
            ),
        }
    }

    fn reserved(
        &self,
        occupancy: PlaceOccupancy,
        proof: PlaceProof,
        findings: Vec<Finding>,
    ) -> Event {
        let Self { question, p_number, measure, basis, first_day, last_day, weekly_hours, .. } =
            *self;
        Event::Reserved {
            question,
            p_number,
            measure,
            basis,
            first_day,
            last_day,
            weekly_hours,
            occupancy,
            proof,
            findings,
        }
    }

    fn refused(&self, reason: PlaceRefusal, proof: PlaceProof, findings: Vec<Finding>) -> Event {
        let Self { question, p_number, measure, basis, first_day, last_day, .. } = *self;
        Event::Refused {
            question,
            p_number,
            measure,
            basis,
            first_day,
            last_day,
            reason,
            proof,
            findings,
        }
    }
}

/// Of those whose programme runs, nobody is refused.
fn taken(on: Date, measure: MeasureKind) -> PlaceOccupancy {
    if ratio_occupies::takes_a_place(on, measure) {
        PlaceOccupancy::Untested
    } else {
        PlaceOccupancy::None
    }
}

/// Both days included. One that ended before it began would be its first day alone: an ask must be answered.
fn days(first_day: Date, last_day: Date) -> Period {
    Period::of(first_day, last_day.max(first_day)).unwrap_or(Period::from(first_day))
}

impl Answered {
    /// The days it takes a place, and the hours.
    fn takes(self) -> Option<(Period, Option<u8>)> {
        match self {
            Self::Held { period, weekly_hours, occupancy } if occupancy.takes_a_place() => {
                Some((period, weekly_hours))
            }
            Self::GivenBack { used, weekly_hours, occupancy } if occupancy.takes_a_place() => {
                used.map(|it| (it, weekly_hours))
            }
            Self::Held { .. } | Self::GivenBack { .. } | Self::Refused => None,
        }
    }

    fn given_back(self, last_day: Option<Date>) -> Self {
        match self {
            Self::Held { period, weekly_hours, occupancy } => {
                let used = last_day.and_then(|it| Period::of(period.first_day(), it));
                Self::GivenBack { used, weekly_hours, occupancy }
            }
            Self::Refused | Self::GivenBack { .. } => self,
        }
    }
}

#[cfg(test)]
mod tests;

//! What other services answered, and what a rule must be told of a case. What is absent is not known.

use kernel::Date;
use law::Finding;

use crate::{
    placement::{Days, WeeklyHours},
    rules::{length, praktik_length},
    values::{
        CompanyFactSource, HeadcountLevel, HeadcountMethod, IguOutcome, LengthGround,
        PlaceOccupancy, PlaceOutcome, ProgrammeKind, ReadinessCategory, ResidenceBasis,
    },
};

/// How `citizens` answered a legal question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegalAnswer {
    Stated(LegalFacts),
    /// No such person.
    Unknown,
    /// Another municipality holds the person.
    NotYours,
}

/// The legal facts of a citizen on one day: coded, without person number or birth date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalFacts {
    /// The day they are stated for.
    pub on: Date,
    pub age_years: Option<u32>,
    /// Full years of registered address in Denmark; 0 in the first year.
    pub residence_full_years: Option<u32>,
    /// Whether the day is exactly that many years after the first day of the address.
    pub residence_on_anniversary: Option<bool>,
    pub residence_basis: Option<ResidenceBasis>,
    pub programme_runs: Option<bool>,
    /// Of the programme that runs.
    pub programme_kind: Option<ProgrammeKind>,
    pub readiness: Option<ReadinessCategory>,
}

/// How `employers` answered an ask for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceAnswer {
    pub outcome: PlaceOutcome,
    pub occupancy: Option<PlaceOccupancy>,
    pub proof: Option<PlaceProof>,
    pub findings: Vec<Finding>,
}

/// What the ratio rule was counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceProof {
    pub ordinary_employees: Option<i64>,
    pub level: Option<HeadcountLevel>,
    pub method: Option<HeadcountMethod>,
    pub headcount_as_of: Option<Date>,
    pub headcount_source: Option<CompanyFactSource>,
    pub supported_here: i64,
    pub supported_elsewhere: Option<i64>,
    pub elsewhere_as_of: Option<Date>,
    pub elsewhere_source: Option<CompanyFactSource>,
    pub allowed: Option<i64>,
}

/// Whether a lawful ground was stated for a length beyond each limit that is passed, so that this tells no more of the
/// person than length and grant do. Which ground it is stays sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatedGrounds {
    pub beyond_4_weeks: bool,
    pub beyond_13_weeks: bool,
    pub beyond_26_weeks: bool,
}

impl StatedGrounds {
    /// Which of the passed limits the grounds are for, by the law of the internship's first day. A special need is the
    /// stricter assessment: it is a ground for more than 13 weeks too.
    #[must_use]
    pub fn of(days: Days, grounds: &[LengthGround]) -> Self {
        let passes = |weeks| length::exceeds(days.first(), days.last(), weeks);
        let special = grounds.contains(&LengthGround::SpecialNeed);
        let assessed = grounds.contains(&LengthGround::AssessedNeed);
        Self {
            beyond_4_weeks: passes(4)
                && grounds.iter().any(|it| praktik_length::is_ground(*it, days.first())),
            beyond_13_weeks: passes(13) && (assessed || special),
            beyond_26_weeks: passes(26) && special,
        }
    }
}

/// An IGU the citizen had before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierIgu {
    pub outcome: IguOutcome,
    /// Concluded on, or last day.
    pub on: Date,
}

/// An internship as the citizen's others must know it: when it is, and for how many hours a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Internship {
    pub days: Days,
    pub weekly_hours: WeeklyHours,
}

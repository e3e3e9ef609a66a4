//! What an internship is to be: what travels, and what is sealed.

use std::fmt;

use kernel::{CitizenId, CvrNumber, Date, PNumber, Personal};

use crate::{
    facts::StatedGrounds,
    values::{InternshipFocus, LengthGround},
};

/// A first and a last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// `None` when the last day lies before the first.
    #[must_use]
    pub fn of(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether the day is one of them.
    #[must_use]
    pub fn contain(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// Hours a week, 1 to a full week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeeklyHours(u8);

impl WeeklyHours {
    /// The normal, full week of a person. Where it comes from: `docs/law/praktik-hours.md`.
    pub const FULL: i32 = 37;

    /// `None` when there are fewer or more.
    #[must_use]
    pub fn of(hours: i32) -> Option<Self> {
        let whole = u8::try_from(hours).ok()?;
        (1..=Self::FULL).contains(&hours).then_some(Self(whole))
    }

    #[must_use]
    pub fn hours(self) -> i32 {
        self.0.into()
    }
}

/// Who, where, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub citizen: CitizenId,
    pub cvr: CvrNumber,
    pub p_number: PNumber,
    pub focus: InternshipFocus,
    pub days: Days,
    pub weekly_hours: WeeklyHours,
}

/// What it is to do for the person. All of it is sealed; a text that was not given is empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Texts {
    pub purpose: Personal<String>,
    pub tasks: Personal<String>,
    pub job_goal: Personal<String>,
    /// Lawful grounds for a length beyond a limit.
    pub grounds: Vec<LengthGround>,
    pub ground_text: Personal<String>,
}

/// The plan, and what the law must know of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub plan: Plan,
    pub purpose_stated: bool,
    pub job_goal_stated: bool,
    pub grounds: StatedGrounds,
}

impl Terms {
    #[must_use]
    pub fn of(plan: Plan, texts: &Texts) -> Self {
        Self {
            plan,
            purpose_stated: !texts.purpose.expose().is_empty(),
            job_goal_stated: !texts.job_goal.expose().is_empty(),
            grounds: StatedGrounds::of(plan.days, &texts.grounds),
        }
    }
}

/// Why a placement ended. Sealed: it can tell of health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    Job,
    Education,
    OtherMeasure,
    Sickness,
    NoShow,
    OtherSupportNeeded,
    EmployerWithdrew,
    EmployerClosed,
    CitizenWithdrew,
    Moved,
    Mistake,
    Other,
}

/// The end, as it is sealed: words only, and always, where the reason is another one.
#[derive(Clone, PartialEq, Eq)]
pub struct End {
    pub reason: EndReason,
    pub text: Personal<String>,
}

/// Shows nothing: grounds and reasons are about a person as the words are.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts(personal)")
    }
}

/// Shows nothing.
impl fmt::Debug for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("End(personal)")
    }
}

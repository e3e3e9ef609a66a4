//! How long an internship may be for those whose programme runs, as far as its first 13 weeks.
//!
//! Law: `docs/law/praktik-length.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Ground, Warn},
    Finding, Row, Rule, Verdict, in_force,
};

use super::{
    LengthCase,
    fact::number,
    length::{by_ground, does_not_apply},
};
use crate::values::{LengthGround, ReadinessCategory};

pub const RULE: Rule = Rule {
    id: "praktik.length",
    danish: "virksomhedspraktik i programmet varer op til 4 uger, og op til 13 uger for den, der er aktivitetsparat, eller når loven har en grund til det.",
    english: "an internship in the programme lasts up to 4 weeks, and up to 13 weeks for those ready for activity or on a ground the law has.",
};

const SHORT: i32 = 4;
const LONG: i32 = 13;

/// What a row says of the two limits.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Whether who is ready for activity has 13 weeks without a ground.
    by_readiness: bool,
    /// Whether beyond 13 weeks is another rule's: `praktik.extension`.
    may_be_extended: bool,
}

/// Oldest first.
const ROWS: &[Row<Limits>] = &[
    Row {
        from: None,
        to: Some(date(2016, 1, 1)),
        citation: Citation::new(2014, 1094, "§ 23 b, stk. 4"),
        enforcement: Ground,
        content: Limits { by_readiness: false, may_be_extended: true },
    },
    Row {
        from: Some(date(2016, 1, 1)),
        to: Some(date(2020, 6, 22)),
        citation: Citation::new(2017, 1127, "§ 23 b, stk. 4"),
        enforcement: Ground,
        content: Limits { by_readiness: true, may_be_extended: true },
    },
    Row {
        from: Some(date(2020, 6, 22)),
        to: Some(date(2025, 1, 1)),
        citation: Citation::new(2020, 1146, "§ 23 b, stk. 4"),
        enforcement: Ground,
        content: Limits { by_readiness: true, may_be_extended: true },
    },
    Row {
        from: Some(date(2025, 1, 1)),
        to: None,
        citation: Citation::new(2026, 208, "§ 26"),
        enforcement: Warn,
        content: Limits { by_readiness: true, may_be_extended: false },
    },
];

/// The row of the first day, and the readiness on that day.
#[must_use]
pub fn check(case: &LengthCase) -> Finding {
    let Some(row) = in_force(ROWS, case.first_day) else {
        return case.looked_at(Finding::not_known(RULE, ROWS[0].citation, case.first_day));
    };
    let said = case.looked_at(Finding::holds(RULE, row, case.first_day));
    match case.programme_runs {
        Some(true) => compare(case, row, said),
        Some(false) => does_not_apply(said),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    }
}

fn compare(case: &LengthCase, row: &Row<Limits>, said: Finding) -> Finding {
    let said = said.fact("readiness", case.readiness_fact());
    if case.exceeds(LONG) && !row.content.may_be_extended {
        return said.broken_if(true, row.enforcement).fact("limit_weeks", number(LONG));
    }
    match row.content.weeks(case.readiness) {
        Some(weeks) if weeks == LONG || !case.exceeds(weeks) => {
            said.fact("limit_weeks", number(weeks))
        }
        _ if !case.exceeds(SHORT) => said,
        _ if case.grounds.beyond_4_weeks => {
            by_ground(said.fact("limit_weeks", number(LONG)), SHORT)
        }
        Some(weeks) => said.broken_if(true, row.enforcement).fact("limit_weeks", number(weeks)),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    }
}

impl Limits {
    /// Weeks without a ground; `None`: the text does not tell for this readiness, or it is not known.
    fn weeks(self, readiness: Option<ReadinessCategory>) -> Option<i32> {
        if !self.by_readiness {
            return Some(SHORT);
        }
        match readiness? {
            ReadinessCategory::JobReady => Some(SHORT),
            ReadinessCategory::ActivityReady => Some(LONG),
            ReadinessCategory::EducationReady | ReadinessCategory::ObviouslyEducationReady => None,
        }
    }
}

/// Whether the ground is one for more than 4 weeks, on that first day. Problems beyond unemployment were one until
/// the text went over to readiness; that was within 2016, so in all of that year it still counts.
#[must_use]
pub fn is_ground(ground: LengthGround, first_day: Date) -> bool {
    match ground {
        LengthGround::NoWorkExperience
        | LengthGround::LongUnemployment
        | LengthGround::HardToPlace => true,
        LengthGround::ProblemsBeyondUnemployment => first_day < date(2017, 1, 1),
        LengthGround::AssessedNeed | LengthGround::SpecialNeed => false,
    }
}

#[cfg(test)]
mod tests;

//! praktik.length. Rows follow.

use kernel::{Date, date};
use law::{Citation, Finding, Rule};

use super::LengthCase;
use crate::values::LengthGround;
/// The rule.
pub const RULE: Rule = Rule { id: "praktik.length", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(case: &LengthCase) -> Finding {
    let _ = (case);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), case.first_day)
}

/// Whether the ground is one for more than 4 weeks, on that first day.
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

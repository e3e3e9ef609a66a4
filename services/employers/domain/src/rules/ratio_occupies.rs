//! Which measures of those whose programme runs take up a place.
//!
//! Law: `docs/law/ratio-occupies.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Inform, Warn},
    FactValue, Finding, Row, in_force,
    ratio::OCCUPIES as RULE,
};

use super::weigh::{NEW_ACT_EXPECTED, expected_to_have_changed};
use crate::values::MeasureKind::{self, Internship, UtilityJob, WageSubsidy};

/// Which measures take a place.
type Taking = &'static [MeasureKind];

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<Taking>] = &[
    Row {
        from: Some(date(2015, 1, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2014, 1564, "§§ 64, 83"),
        enforcement: Inform,
        content: &[Internship, WageSubsidy, UtilityJob],
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(NEW_ACT_EXPECTED),
        citation: Citation::new(2019, 1180, "§ 65, stk. 2, § 83, stk. 2"),
        enforcement: Inform,
        content: &[Internship, UtilityJob],
    },
    Row {
        from: Some(NEW_ACT_EXPECTED),
        to: None,
        citation: Citation::new(2023, 1216, "§ 65, stk. 2, § 83, stk. 2"),
        enforcement: Warn,
        content: &[Internship, UtilityJob],
    },
];

/// Whether the measure takes a place. Where no row says so, it does: a place too few is mended sooner than one too
/// many.
#[must_use]
pub fn takes_a_place(on: Date, measure: MeasureKind) -> bool {
    in_force(ROWS, on).is_none_or(|it| it.content.contains(&measure))
}

/// The row in force on the measure's first day decides. It never refuses.
#[must_use]
pub fn check(on: Date, measure: MeasureKind) -> Finding {
    let Some(row) = in_force(ROWS, on) else {
        return facts(Finding::not_known(RULE, ROWS[0].citation, on), on, measure);
    };
    let said = facts(Finding::holds(RULE, row, on), on, measure);
    if on < NEW_ACT_EXPECTED { said } else { expected_to_have_changed(said) }
}

fn facts(said: Finding, on: Date, measure: MeasureKind) -> Finding {
    let takes = if takes_a_place(on, measure) { "TAKEN" } else { "NOT_TAKEN" };
    said.fact("measure", FactValue::code(measure.code())).fact("place", FactValue::code(takes))
}

#[cfg(test)]
mod tests;

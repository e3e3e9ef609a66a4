//! How many supported places a workplace may have for its ordinary employees, for those whose programme does not run.
//!
//! Law: `docs/law/ratio-formula.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Block, Warn},
    Finding, Row, in_force,
    ratio::FORMULA as RULE,
};

use super::weigh::{NEW_ACT_EXPECTED, expected_to_have_changed, not_tested, weigh};
use crate::values::{
    MeasureKind::{self, Internship, UtilityJob, WageSubsidy},
    PlaceProof, SupportedHours,
};

/// Which measures are tested when they are asked for.
type Tested = &'static [MeasureKind];

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<Tested>] = &[
    Row {
        from: Some(date(2015, 1, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2014, 1564, "§§ 64, 83"),
        enforcement: Block,
        content: &[Internship, WageSubsidy, UtilityJob],
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(date(2025, 1, 1)),
        citation: Citation::new(2019, 1180, "§§ 65, 83"),
        enforcement: Block,
        content: &[Internship, WageSubsidy, UtilityJob],
    },
    Row {
        from: Some(date(2025, 1, 1)),
        to: Some(NEW_ACT_EXPECTED),
        citation: Citation::new(2023, 1216, "§§ 65, 83"),
        enforcement: Block,
        content: &[Internship, WageSubsidy],
    },
    Row {
        from: Some(NEW_ACT_EXPECTED),
        to: None,
        citation: Citation::new(2023, 1216, "§§ 65, 83"),
        enforcement: Warn,
        content: &[Internship, WageSubsidy],
    },
];

/// Places for so many ordinary employees: one for every five of the first fifty, one for every ten beyond, and one
/// always.
#[must_use]
pub fn allowed(ordinary_employees: i64) -> i64 {
    let first_fifty = ordinary_employees.clamp(0, 50) / 5;
    let beyond = (ordinary_employees - 50).max(0) / 10;
    (first_fifty + beyond).max(1)
}

/// Whether a place too many refuses the measure on that first day.
#[must_use]
pub fn refuses(on: Date, measure: MeasureKind) -> bool {
    in_force(ROWS, on).is_some_and(|it| it.enforcement == Block && it.content.contains(&measure))
}

/// The row in force on the measure's first day decides.
#[must_use]
pub fn check(
    on: Date,
    measure: MeasureKind,
    places: &PlaceProof,
    hours: SupportedHours,
) -> Finding {
    let Some(row) = in_force(ROWS, on) else {
        let said = Finding::not_known(RULE, ROWS[0].citation, on);
        return Finding { verdict: said.verdict, ..weigh(said, on, measure, places, hours, Warn) };
    };
    let said = Finding::holds(RULE, row, on);
    if !row.content.contains(&measure) {
        return not_tested(said, measure);
    }
    let said = weigh(said, on, measure, places, hours, row.enforcement);
    if on < NEW_ACT_EXPECTED { said } else { expected_to_have_changed(said) }
}

#[cfg(test)]
mod tests;

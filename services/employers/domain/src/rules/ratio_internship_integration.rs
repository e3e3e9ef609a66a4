//! Internships of those whose programme runs: they take a place, and a place too many only warns.
//!
//! Law: `docs/law/ratio-internship-integration.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation, Enforcement::Warn, FactValue, Finding, Row, in_force,
    ratio::INTERNSHIP_INTEGRATION as RULE,
};

use super::weigh::{not_known, not_tested, weigh};
use crate::values::{
    MeasureKind::{self, Internship, UtilityJob, WageSubsidy},
    PlaceProof, SupportedHours,
};

/// What a row makes of utility jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UtilityJobs {
    /// It does not name them.
    NotNamed,
    /// They are internships in another form.
    AsInternships,
    /// They have a chapter of their own, without a ratio.
    Apart,
}
use UtilityJobs::{Apart, AsInternships, NotNamed};

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<UtilityJobs>] = &[
    Row {
        from: Some(date(2012, 7, 1)),
        to: Some(date(2016, 10, 1)),
        citation: Citation::new(2012, 628, "§ 32"),
        enforcement: Warn,
        content: NotNamed,
    },
    Row {
        from: Some(date(2016, 10, 1)),
        to: Some(date(2020, 9, 8)),
        citation: Citation::new(2016, 1208, "§ 38"),
        enforcement: Warn,
        content: AsInternships,
    },
    Row {
        from: Some(date(2020, 9, 8)),
        to: Some(date(2025, 1, 1)),
        citation: Citation::new(2020, 1307, "§ 41"),
        enforcement: Warn,
        content: AsInternships,
    },
    Row {
        from: Some(date(2025, 1, 1)),
        to: Some(date(2026, 2, 1)),
        citation: Citation::new(2024, 1761, "(teksten er ikke set)"),
        enforcement: Warn,
        content: Apart,
    },
    Row {
        from: Some(date(2026, 2, 1)),
        to: None,
        citation: Citation::new(2026, 208, "§ 28"),
        enforcement: Warn,
        content: Apart,
    },
];

/// The row in force on the measure's first day decides. It never refuses.
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
    match (measure, row.content) {
        (Internship, NotNamed) => weigh(said, on, measure, places, hours, row.enforcement)
            .fact("formula", FactValue::code("NOT_CLEARLY_IN_FORCE")),
        (Internship, AsInternships | Apart) | (UtilityJob, AsInternships) => {
            weigh(said, on, measure, places, hours, row.enforcement)
        }
        (UtilityJob, NotNamed) => not_known(not_tested(said, measure), "WHETHER_TESTED"),
        (UtilityJob, Apart) | (WageSubsidy, _) => not_tested(said, measure),
    }
}

#[cfg(test)]
mod tests;

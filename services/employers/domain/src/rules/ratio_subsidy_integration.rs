//! Wage subsidy of those whose programme runs: not tested when it is asked for.
//!
//! Law: `docs/law/ratio-subsidy-integration.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation, Enforcement::Inform, Finding, Row, in_force, ratio::SUBSIDY_INTEGRATION as RULE,
};

use super::weigh::not_tested;
use crate::values::MeasureKind::WageSubsidy;

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<()>] = &[
    Row {
        from: Some(date(2016, 10, 1)),
        to: Some(date(2020, 9, 8)),
        citation: Citation::new(2016, 1208, "§ 44"),
        enforcement: Inform,
        content: (),
    },
    Row {
        from: Some(date(2020, 9, 8)),
        to: Some(date(2025, 1, 1)),
        citation: Citation::new(2020, 1307, "§ 45"),
        enforcement: Inform,
        content: (),
    },
    Row {
        from: Some(date(2025, 1, 1)),
        to: Some(date(2026, 2, 1)),
        citation: Citation::new(2024, 1761, "(teksten er ikke set)"),
        enforcement: Inform,
        content: (),
    },
    Row {
        from: Some(date(2026, 2, 1)),
        to: None,
        citation: Citation::new(2026, 208, "§ 30"),
        enforcement: Inform,
        content: (),
    },
];

/// The row in force on the first day decides. It never refuses.
#[must_use]
pub fn check(on: Date) -> Finding {
    match in_force(ROWS, on) {
        Some(row) => not_tested(Finding::holds(RULE, row, on), WageSubsidy),
        None => Finding::not_known(RULE, ROWS[0].citation, on),
    }
}

#[cfg(test)]
mod tests;

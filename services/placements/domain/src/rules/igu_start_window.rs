//! When an IGU may begin.
//!
//! Law: `docs/law/igu-start-window.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{Citation, Enforcement::Block, FactValue::Date as Day, Finding, Row, Rule, in_force};

pub const RULE: Rule = Rule {
    id: "igu.start_window",
    danish: "en igu begynder på en dag, hvor loven lader integrationsgrunduddannelser begynde.",
    english: "an IGU begins on a day on which the law lets IGUs begin.",
};

/// Whether an IGU may begin while the row is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    Closed,
}
use Door::{Closed, Open};

/// Oldest first. A later act is a row more, and ends the last one.
const ROWS: &[Row<Door>] = &[
    Row {
        from: None,
        to: Some(date(2016, 7, 1)),
        citation: Citation::new(2016, 623, "§ 15"),
        enforcement: Block,
        content: Closed,
    },
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2019, 7, 1)),
        citation: Citation::new(2016, 623, "§ 3, stk. 2"),
        enforcement: Block,
        content: Open,
    },
    Row {
        from: Some(date(2019, 7, 1)),
        to: Some(date(2022, 7, 1)),
        citation: Citation::new(2019, 707, "§ 1, stk. 1"),
        enforcement: Block,
        content: Open,
    },
    Row {
        from: Some(date(2022, 7, 1)),
        to: Some(date(2024, 1, 1)),
        citation: Citation::new(2022, 916, "(teksten er ikke set)"),
        enforcement: Block,
        content: Open,
    },
    Row {
        from: Some(date(2024, 1, 1)),
        to: Some(date(2028, 1, 1)),
        citation: Citation::new(2023, 1825, "§ 1, stk. 1"),
        enforcement: Block,
        content: Open,
    },
    Row {
        from: Some(date(2028, 1, 1)),
        to: None,
        citation: Citation::new(2023, 1825, "§ 1, stk. 1"),
        enforcement: Block,
        content: Closed,
    },
];

/// The first day decides.
#[must_use]
pub fn check(first_day: Date) -> Finding {
    let Some(row) = in_force(ROWS, first_day) else {
        let finding = Finding::not_known(RULE, ROWS[0].citation, first_day);
        return finding.fact("first_day", Day(first_day));
    };
    let said = Finding::holds(RULE, row, first_day)
        .broken_if(row.content == Closed, row.enforcement)
        .fact("first_day", Day(first_day));
    match (row.content, row.from, row.to) {
        (Closed, _, Some(day)) => said.fact("first_possible_day", Day(day)),
        (Closed, Some(day), None) | (Open, _, Some(day)) => said.fact("closed_from", Day(day)),
        (Closed, None, None) | (Open, _, None) => said,
    }
}

#[cfg(test)]
mod tests;

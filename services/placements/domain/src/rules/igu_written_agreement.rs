//! When the agreement on an IGU must stand, in writing and signed.
//!
//! Law: `docs/law/igu-written-agreement.md`. The worked examples printed there are the tests of this file.

use std::cmp::Ordering;

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Block, Warn},
    FactValue::Date as Day,
    Finding, Row, Rule, in_force,
};

pub const RULE: Rule = Rule {
    id: "igu.written_agreement",
    danish: "aftalen om igu'en er skriftlig og underskrevet, før igu'en begynder.",
    english: "the agreement on the IGU is in writing and signed before the IGU begins.",
};

/// The act: signed at the latest when the course begins.
const ACT: Citation = Citation::new(2016, 623, "§ 7, stk. 2");

/// A row holds the place in the order of its time that says "before the course begins".
const fn row(from: Date, to: Option<Date>, order: Citation) -> Row<Citation> {
    Row { from: Some(from), to, citation: ACT, enforcement: Block, content: order }
}

/// Oldest first.
const ROWS: &[Row<Citation>] = &[
    row(date(2016, 7, 1), Some(date(2017, 1, 2)), Citation::new(2016, 1010, "§ 3, stk. 1")),
    row(date(2017, 1, 2), Some(date(2019, 7, 1)), Citation::new(2016, 1623, "§ 3, stk. 1")),
    row(date(2019, 7, 1), Some(date(2021, 5, 1)), Citation::new(2019, 707, "§ 3, stk. 1")),
    row(date(2021, 5, 1), Some(date(2024, 1, 1)), Citation::new(2021, 1128, "§ 3, stk. 1")),
    row(date(2024, 1, 1), None, Citation::new(2023, 1825, "§ 3, stk. 1")),
];

/// The row of the first day. On that day itself the act is kept and the order is not: it warns, and names the order.
#[must_use]
pub fn check(first_day: Date, concluded_on: Date) -> Finding {
    let said = match in_force(ROWS, first_day) {
        Some(row) => {
            let said = Finding::holds(RULE, row, first_day);
            match concluded_on.cmp(&first_day) {
                Ordering::Less => said,
                Ordering::Equal => {
                    let citation = row.content.to_string().into();
                    Finding { citation, ..said.broken_if(true, Warn) }
                }
                Ordering::Greater => said.broken_if(true, row.enforcement),
            }
        }
        None => Finding::not_known(RULE, ACT, first_day),
    };
    said.fact("first_day", Day(first_day)).fact("concluded_on", Day(concluded_on))
}

#[cfg(test)]
mod tests;

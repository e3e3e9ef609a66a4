//! How long an IGU lasts.
//!
//! Law: `docs/law/igu-duration.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{Citation, Enforcement::Inform, FactValue::Date as Day, Finding, Row, Rule, in_force};

use super::{fact::number, months::last_day_of};

pub const RULE: Rule = Rule {
    id: "igu.duration",
    danish: "en igu varer to år fra sin første dag.",
    english: "an IGU lasts two years from its first day.",
};

const MONTHS: u8 = 24;

/// Content: months.
const ROWS: &[Row<u8>] = &[Row {
    from: Some(date(2016, 7, 1)),
    to: None,
    citation: Citation::new(2016, 623, "§ 6, stk. 1"),
    enforcement: Inform,
    content: MONTHS,
}];

/// The last day, included, of an IGU that begins on that day.
#[must_use]
pub fn last_day(first_day: Date) -> Date {
    last_day_of(first_day, MONTHS)
}

/// What the length of it is. It never refuses.
#[must_use]
pub fn check(first_day: Date) -> Finding {
    let Some(row) = in_force(ROWS, first_day) else {
        let finding = Finding::not_known(RULE, ROWS[0].citation, first_day);
        return finding.fact("first_day", Day(first_day));
    };
    Finding::holds(RULE, row, first_day)
        .fact("first_day", Day(first_day))
        .fact("months", number(row.content))
        .fact("last_day", Day(last_day_of(first_day, row.content)))
}

#[cfg(test)]
mod tests;

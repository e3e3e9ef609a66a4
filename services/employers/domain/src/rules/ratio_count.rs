//! How the ordinary employees are counted. Shown, with how they were; it never refuses.
//!
//! Law: `docs/law/ratio-count.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Inform, Warn},
    FactValue::{self, Date as Day, Number},
    Finding, Row, in_force,
    ratio::COUNT as RULE,
};

use super::weigh::{NEW_ACT_EXPECTED, expected_to_have_changed, not_known};
use crate::values::{
    Headcount,
    HeadcountLevel::PNumber,
    HeadcountMethod::{self, FullTimeAverage, HeadsAverage},
};

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<HeadcountMethod>] = &[
    Row {
        from: Some(date(2015, 1, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2014, 1564, "§ 64, stk. 5-8, § 83, stk. 4-7"),
        enforcement: Inform,
        content: HeadsAverage,
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(NEW_ACT_EXPECTED),
        citation: Citation::new(2019, 1180, "§ 65, stk. 2-4, § 83, stk. 2-4"),
        enforcement: Inform,
        content: FullTimeAverage,
    },
    Row {
        from: Some(NEW_ACT_EXPECTED),
        to: None,
        citation: Citation::new(2023, 1216, "§ 65, stk. 2-4, § 83, stk. 2-4"),
        enforcement: Warn,
        content: FullTimeAverage,
    },
];

/// The row in force on the measure's first day decides.
#[must_use]
pub fn check(on: Date, headcount: Option<Headcount>) -> Finding {
    let Some(row) = in_force(ROWS, on) else {
        return counted(Finding::not_known(RULE, ROWS[0].citation, on), headcount);
    };
    let said = Finding::holds(RULE, row, on)
        .fact("method_of_the_rule", FactValue::code(row.content.code()))
        .fact("level_of_the_rule", FactValue::code(PNumber.code()));
    let said = counted(said, headcount);
    match headcount {
        None => not_known(said, "ORDINARY_EMPLOYEES"),
        Some(_) if on >= NEW_ACT_EXPECTED => expected_to_have_changed(said),
        Some(it) => {
            let other = it.method != row.content || it.level != PNumber;
            let answer = if other { "NO" } else { "YES" };
            said.broken_if(other, row.enforcement)
                .fact("counted_as_the_rule_says", FactValue::code(answer))
        }
    }
}

fn counted(said: Finding, headcount: Option<Headcount>) -> Finding {
    match headcount {
        Some(it) => said
            .fact("ordinary_employees", Number(it.ordinary_employees))
            .fact("method", FactValue::code(it.method.code()))
            .fact("level", FactValue::code(it.level.code()))
            .fact("headcount_as_of", Day(it.as_of))
            .fact("headcount_source", FactValue::code(it.source.code())),
        None => said,
    }
}

#[cfg(test)]
mod tests;

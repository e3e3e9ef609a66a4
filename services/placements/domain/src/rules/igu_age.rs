//! How old a citizen may be when an IGU begins.
//!
//! Law: `docs/law/igu-age.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation, Enforcement::Block, FactValue::Date as Day, Finding, Row, Rule, Verdict, in_force,
};

use super::fact::{known, number};

pub const RULE: Rule = Rule {
    id: "igu.age",
    danish: "borgeren er fyldt 18 år på igu'ens første dag og er under den aldersgrænse, som loven har på den dag.",
    english: "the citizen has turned 18 on the first day of the IGU and is below the age limit of the law on that day.",
};

/// Ages on the first day.
#[derive(Clone, Copy, Debug)]
struct Ages {
    /// Included.
    from: u32,
    /// Not included.
    below: u32,
}

/// Oldest first.
const ROWS: &[Row<Ages>] = &[
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2024, 1, 1)),
        citation: Citation::new(2016, 623, "§ 3, stk. 1"),
        enforcement: Block,
        content: Ages { from: 18, below: 40 },
    },
    Row {
        from: Some(date(2024, 1, 1)),
        to: None,
        citation: Citation::new(2023, 1825, "§ 1, stk. 2"),
        enforcement: Block,
        content: Ages { from: 18, below: 50 },
    },
];

/// The row of the first day, and the age on that day.
#[must_use]
pub fn check(first_day: Date, age_years: Option<u32>) -> Finding {
    let looked_at = |finding: Finding| {
        finding.fact("first_day", Day(first_day)).fact("age_years", known(age_years.map(number)))
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = Finding::holds(RULE, row, first_day);
    let said = match age_years {
        Some(age) => said.broken_if(!row.content.include(age), row.enforcement),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    };
    looked_at(said)
        .fact("from_age", number(row.content.from))
        .fact("below_age", number(row.content.below))
}

impl Ages {
    fn include(self, age: u32) -> bool {
        (self.from..self.below).contains(&age)
    }
}

#[cfg(test)]
mod tests;

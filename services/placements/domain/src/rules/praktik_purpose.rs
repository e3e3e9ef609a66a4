//! What the agreement on an internship says of its purpose.
//!
//! Law: `docs/law/praktik-purpose.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{self, Block, Warn},
    FactValue::Date as Day,
    Finding, Row, Rule, in_force,
};

use super::fact::{expected_to_change, yes};

pub const RULE: Rule = Rule {
    id: "praktik.purpose",
    danish: "det fremgår af aftalen, hvilket formål virksomhedspraktikken har, og hvilket jobmål den fører hen imod.",
    english: "the agreement says what the purpose of the internship is, and which job goal it leads towards.",
};

/// What follows when something is missing in the agreement.
#[derive(Clone, Copy, Debug)]
struct Missing {
    purpose: Enforcement,
    job_goal: Enforcement,
    /// A new act is expected: from then on it warns, whatever the agreement says.
    law_in_doubt: bool,
}

/// Oldest first.
const ROWS: &[Row<Missing>] = &[
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(date(2027, 1, 1)),
        citation: Citation::new(2019, 1180, "§ 60, stk. 2"),
        enforcement: Block,
        content: Missing { purpose: Block, job_goal: Warn, law_in_doubt: false },
    },
    Row {
        from: Some(date(2027, 1, 1)),
        to: None,
        citation: Citation::new(2019, 1180, "§ 60, stk. 2"),
        enforcement: Warn,
        content: Missing { purpose: Warn, job_goal: Warn, law_in_doubt: true },
    },
];

/// The row of the first day. The text demands the purpose; that the job goal stands there too is only advised.
#[must_use]
pub fn check(first_day: Date, purpose_stated: bool, job_goal_stated: bool) -> Finding {
    let looked_at = |finding: Finding| {
        finding
            .fact("first_day", Day(first_day))
            .fact("purpose_stated", yes(purpose_stated))
            .fact("job_goal_stated", yes(job_goal_stated))
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = looked_at(
        Finding::holds(RULE, row, first_day)
            .broken_if(!job_goal_stated, row.content.job_goal)
            .broken_if(!purpose_stated, row.content.purpose),
    );
    if row.content.law_in_doubt { expected_to_change(said) } else { said }
}

#[cfg(test)]
mod tests;

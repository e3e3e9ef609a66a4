//! How many IGUs a citizen may have.
//!
//! Law: `docs/law/igu-once.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Block, Warn},
    FactValue::{self, Date as Day},
    Finding, Row, Rule, in_force,
};

use super::fact::number;
use crate::{facts::EarlierIgu, values::IguOutcome};

pub const RULE: Rule = Rule {
    id: "igu.once",
    danish: "en borger kan kun gennemføre én igu og kun have én ad gangen.",
    english: "a citizen can complete only one IGU, and have only one at a time.",
};

const fn row(from: Date, to: Option<Date>, citation: Citation) -> Row<()> {
    Row { from: Some(from), to, citation, enforcement: Block, content: () }
}

/// Oldest first. Every order says the same in the same words.
const ROWS: &[Row<()>] = &[
    row(date(2016, 7, 1), Some(date(2017, 1, 2)), Citation::new(2016, 1010, "§ 14, stk. 4")),
    row(date(2017, 1, 2), Some(date(2019, 7, 1)), Citation::new(2016, 1623, "§ 15, stk. 4")),
    row(date(2019, 7, 1), Some(date(2021, 5, 1)), Citation::new(2019, 707, "§ 16, stk. 3")),
    row(date(2021, 5, 1), Some(date(2024, 1, 1)), Citation::new(2021, 1128, "§ 16, stk. 3")),
    row(date(2024, 1, 1), None, Citation::new(2023, 1825, "§ 16, stk. 3")),
];

/// The row of the new IGU's first day, and what has become of the citizen's others.
#[must_use]
pub fn check(on: Date, earlier: &[EarlierIgu]) -> Finding {
    let standing = || earlier.iter().filter(|it| weight(it.outcome) > 0);
    let decisive = standing().max_by_key(|it| (weight(it.outcome), it.on));
    let said = match in_force(ROWS, on) {
        Some(row) => {
            let enforcement = match decisive.map(|it| it.outcome) {
                Some(IguOutcome::Completed | IguOutcome::Concluded) => row.enforcement,
                Some(IguOutcome::Stopped | IguOutcome::Void) | None => Warn,
            };
            Finding::holds(RULE, row, on).broken_if(decisive.is_some(), enforcement)
        }
        None => Finding::not_known(RULE, ROWS[0].citation, on),
    };
    let count = i64::try_from(standing().count()).unwrap_or(i64::MAX);
    let said = said.fact("first_day", Day(on)).fact("earlier_igus", number(count));
    match decisive {
        Some(it) => said
            .fact("earlier_outcome", FactValue::code(it.outcome.code()))
            .fact("earlier_on", Day(it.on)),
        None => said,
    }
}

/// Which of several is told: the one that stands most in the way.
fn weight(outcome: IguOutcome) -> u8 {
    match outcome {
        IguOutcome::Completed => 3,
        IguOutcome::Concluded => 2,
        IguOutcome::Stopped => 1,
        IguOutcome::Void => 0,
    }
}

#[cfg(test)]
mod tests;

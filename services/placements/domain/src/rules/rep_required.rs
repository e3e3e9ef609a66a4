//! Whether the employees of the workplace were heard before an internship.
//!
//! Law: `docs/law/rep-required.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Ground, Warn},
    FactValue, Finding, Row, Rule, Verdict, in_force,
};

use super::fact::expected_to_change;

pub const RULE: Rule = Rule {
    id: "rep.required",
    danish: "en repræsentant for medarbejderne er hørt, før praktikken etableres, medmindre der kun er én ansat.",
    english: "a representative of the employees was heard before the internship, unless there is only one employee.",
};

/// What a row says.
#[derive(Clone, Copy, Debug)]
struct Text {
    /// Up to so many ordinary employees, nobody represents them.
    alone: i64,
    /// A new act is expected: from then on it warns, whoever was heard.
    law_in_doubt: bool,
}

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const ROWS: &[Row<Text>] = &[
    Row {
        from: Some(date(2015, 1, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2014, 1564, "§ 64, stk. 2"),
        enforcement: Ground,
        content: Text { alone: 1, law_in_doubt: false },
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(date(2027, 1, 1)),
        citation: Citation::new(2019, 1180, "§ 65, stk. 6"),
        enforcement: Ground,
        content: Text { alone: 1, law_in_doubt: false },
    },
    Row {
        from: Some(date(2027, 1, 1)),
        to: None,
        citation: Citation::new(2019, 1180, "§ 65, stk. 6"),
        enforcement: Warn,
        content: Text { alone: 1, law_in_doubt: true },
    },
];

/// `employees`: ordinary ones, as the place was counted from. `objected`: of the representative who was heard; an
/// objection is heard too, the authority decides.
#[must_use]
pub fn check(first_day: Date, employees: Option<i64>, objected: Option<bool>) -> Finding {
    let heard = match objected {
        None => "NOT_HEARD",
        Some(false) => "SIGNED",
        Some(true) => "OBJECTED",
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return facts(Finding::not_known(RULE, ROWS[0].citation, first_day), employees, heard);
    };
    let said = Finding::holds(RULE, row, first_day);
    let said = match (objected, employees) {
        (Some(_), _) => said,
        (None, Some(n)) => said.broken_if(n > row.content.alone, row.enforcement),
        (None, None) => Finding { verdict: Verdict::NotKnown, ..said },
    };
    let said = facts(said, employees, heard);
    if row.content.law_in_doubt { expected_to_change(said) } else { said }
}

fn facts(finding: Finding, employees: Option<i64>, heard: &'static str) -> Finding {
    let finding = finding.fact("representative", FactValue::code(heard));
    match employees {
        Some(n) => finding.fact("ordinary_employees", FactValue::Number(n)),
        None => finding,
    }
}

#[cfg(test)]
mod tests;

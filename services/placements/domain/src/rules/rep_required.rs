//! Whether the employer and the employees of the workplace were heard before an internship.
//!
//! Law: `docs/law/rep-required.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Ground, Warn},
    FactValue, Finding, Row, Rule, Verdict, in_force,
};

use super::fact::expected_to_change;
use crate::values::SignatureMethod;

pub const RULE: Rule = Rule {
    id: "rep.required",
    danish: "arbejdsgiveren og en repræsentant for medarbejderne er hørt skriftligt, før praktikken etableres, medmindre der kun er én ansat.",
    english: "the employer and a representative of the employees were heard in writing before the internship, unless there is only one employee.",
};

/// What the employer or the representative stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    pub signed_on: Date,
    pub method: SignatureMethod,
    /// Only the representative's. An objection is heard too: the authority decides.
    pub objected: bool,
}

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

/// Who stated whether the ratio rule is kept. A statement counts when it was made before the first day, in writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    pub employer: Option<Statement>,
    pub representative: Option<Statement>,
}

/// `employees`: ordinary ones, as the place was counted from.
#[must_use]
pub fn check(first_day: Date, employees: Option<i64>, stated: Statements) -> Finding {
    let counts = |it: Option<Statement>| it.filter(|it| it.counts(first_day));
    let heard = Statements {
        employer: counts(stated.employer),
        representative: counts(stated.representative),
    };
    let looked_at = |finding: Finding| {
        let finding = facts(finding, heard, stated);
        employees
            .into_iter()
            .fold(finding, |it, n| it.fact("ordinary_employees", FactValue::Number(n)))
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = Finding::holds(RULE, row, first_day);
    let both = heard.employer.is_some() && heard.representative.is_some();
    let said = looked_at(match employees {
        _ if both => said,
        Some(n) => said.broken_if(n > row.content.alone, row.enforcement),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    });
    if row.content.law_in_doubt { expected_to_change(said) } else { said }
}

impl Statement {
    fn counts(self, first_day: Date) -> bool {
        let in_writing = match self.method {
            SignatureMethod::Paper | SignatureMethod::Digital => true,
            SignatureMethod::Oral => false,
        };
        in_writing && self.signed_on < first_day
    }
}

/// Who was heard, and what was stated when and how: also what does not count, so that it shows why.
fn facts(finding: Finding, heard: Statements, stated: Statements) -> Finding {
    let said = |it: Option<Statement>| match it.map(|it| it.objected) {
        None => FactValue::code("NOT_HEARD"),
        Some(false) => FactValue::code("SIGNED"),
        Some(true) => FactValue::code("OBJECTED"),
    };
    let finding = finding.fact("employer", said(heard.employer));
    let finding = stated.employer.into_iter().fold(finding, |finding, it| {
        finding
            .fact("employer_signed_on", FactValue::Date(it.signed_on))
            .fact("employer_signature_method", FactValue::code(it.method.code()))
    });
    let finding = finding.fact("representative", said(heard.representative));
    stated.representative.into_iter().fold(finding, |finding, it| {
        finding
            .fact("signed_on", FactValue::Date(it.signed_on))
            .fact("signature_method", FactValue::code(it.method.code()))
    })
}

#[cfg(test)]
mod tests;

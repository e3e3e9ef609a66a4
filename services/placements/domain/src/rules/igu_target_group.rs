//! Who may begin an IGU.
//!
//! Law: `docs/law/igu-target-group.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Block, Warn},
    FactValue::{self, Date as Day},
    Finding, Row, Rule, Verdict, in_force,
};

use super::fact::known;
use crate::values::ResidenceBasis::{
    self, AfghanistanAct, FamilyReunifiedOther, FamilyReunifiedToRefugee, QuotaRefugee, Refugee,
    UkraineAct,
};

pub const RULE: Rule = Rule {
    id: "igu.target_group",
    danish: "borgeren hører på igu'ens første dag til de udlændinge, som loven lader begynde på en igu.",
    english: "on the first day of the IGU the citizen is one of the foreigners whom the law lets begin an IGU.",
};

/// Who may begin while a row is in force.
#[derive(Clone, Copy, Debug)]
struct Group {
    lawful: &'static [ResidenceBasis],
    /// Lawful from the end of the row, and perhaps a little before: that day is not certain, so it warns.
    soon: Option<ResidenceBasis>,
}

const FROM_THE_FIRST: &[ResidenceBasis] = &[Refugee, QuotaRefugee, FamilyReunifiedToRefugee];
const AND_UKRAINE: &[ResidenceBasis] =
    &[Refugee, QuotaRefugee, FamilyReunifiedToRefugee, UkraineAct];
const AND_AFGHANISTAN: &[ResidenceBasis] =
    &[Refugee, QuotaRefugee, FamilyReunifiedToRefugee, UkraineAct, AfghanistanAct];
const AND_ALL_FAMILY: &[ResidenceBasis] = &[
    Refugee,
    QuotaRefugee,
    FamilyReunifiedToRefugee,
    UkraineAct,
    AfghanistanAct,
    FamilyReunifiedOther,
];

/// Oldest first. The month before each of the two uncertain days is a row of its own.
const ROWS: &[Row<Group>] = &[
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2022, 2, 17)),
        citation: Citation::new(2016, 623, "§ 3, stk. 1"),
        enforcement: Block,
        content: Group { lawful: FROM_THE_FIRST, soon: None },
    },
    Row {
        from: Some(date(2022, 2, 17)),
        to: Some(date(2022, 3, 17)),
        citation: Citation::new(2016, 623, "§ 3, stk. 1"),
        enforcement: Block,
        content: Group { lawful: FROM_THE_FIRST, soon: Some(UkraineAct) },
    },
    Row {
        from: Some(date(2022, 3, 17)),
        to: Some(date(2022, 6, 1)),
        citation: Citation::new(2022, 324, "(teksten er ikke set)"),
        enforcement: Block,
        content: Group { lawful: AND_UKRAINE, soon: None },
    },
    Row {
        from: Some(date(2022, 6, 1)),
        to: Some(date(2022, 7, 1)),
        citation: Citation::new(2022, 324, "(teksten er ikke set)"),
        enforcement: Block,
        content: Group { lawful: AND_UKRAINE, soon: Some(AfghanistanAct) },
    },
    Row {
        from: Some(date(2022, 7, 1)),
        to: Some(date(2024, 1, 1)),
        citation: Citation::new(2022, 916, "(teksten er ikke set)"),
        enforcement: Block,
        content: Group { lawful: AND_AFGHANISTAN, soon: None },
    },
    Row {
        from: Some(date(2024, 1, 1)),
        to: None,
        citation: Citation::new(2023, 1825, "§ 1, stk. 2"),
        enforcement: Block,
        content: Group { lawful: AND_ALL_FAMILY, soon: None },
    },
];

/// The row of the first day, and why the citizen may live in Denmark.
#[must_use]
pub fn check(first_day: Date, basis: Option<ResidenceBasis>) -> Finding {
    let looked_at = |finding: Finding| {
        let basis = known(basis.map(|it| FactValue::code(it.code())));
        finding.fact("first_day", Day(first_day)).fact("residence_basis", basis)
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = Finding::holds(RULE, row, first_day);
    let Some(basis) = basis else {
        return looked_at(Finding { verdict: Verdict::NotKnown, ..said });
    };
    let soon = row.content.soon == Some(basis);
    let enforcement = if soon { Warn } else { row.enforcement };
    let said = looked_at(said.broken_if(!row.content.lawful.contains(&basis), enforcement));
    match row.to {
        Some(from) if soon => said.fact("certain_from", Day(from)),
        Some(_) | None => said,
    }
}

#[cfg(test)]
mod tests;

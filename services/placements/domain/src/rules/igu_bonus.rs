//! What the employer of an IGU can apply for.
//!
//! Law: `docs/law/igu-bonus.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::Inform,
    FactValue::{self, Date as Day},
    Finding, Row, Rule, Verdict, in_force,
};

use super::{
    fact::{known, number},
    months::months_after,
};
use crate::values::Sector;

pub const RULE: Rule = Rule {
    id: "igu.bonus",
    danish: "en privat virksomhed får bonus for sin igu i de rater, som loven har på igu'ens første dag; en offentlig arbejdsgiver får ingen.",
    english: "a private company gets a bonus for its IGU in the instalments of the law on its first day; a public employer gets none.",
};

/// One instalment of the bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// From 1.
    pub number: u8,
    /// The day after the employment it is given for: first day plus so many months.
    pub due_on: Date,
    pub amount_ore: i64,
    /// Whether the IGU must be completed, with certificate.
    pub certificate_required: bool,
}

/// An instalment as the row has it.
#[derive(Clone, Copy, Debug)]
struct Part {
    after_months: u8,
    kroner: i64,
    certificate_required: bool,
}

const fn part(after_months: u8, kroner: i64) -> Part {
    Part { after_months, kroner, certificate_required: false }
}

/// Oldest first.
const ROWS: &[Row<&[Part]>] = &[
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2019, 7, 1)),
        citation: Citation::new(2016, 623, "§ 11, stk. 2"),
        enforcement: Inform,
        content: &[part(6, 20_000), Part { certificate_required: true, ..part(24, 20_000) }],
    },
    Row {
        from: Some(date(2019, 7, 1)),
        to: Some(date(2021, 5, 1)),
        citation: Citation::new(2019, 707, "§ 16, stk. 2"),
        enforcement: Inform,
        content: &[part(6, 20_000), part(24, 20_000)],
    },
    Row {
        from: Some(date(2021, 5, 1)),
        to: Some(date(2024, 1, 1)),
        citation: Citation::new(2021, 1128, "§ 16, stk. 2"),
        enforcement: Inform,
        content: &[part(6, 20_000), part(24, 20_000)],
    },
    Row {
        from: Some(date(2024, 1, 1)),
        to: Some(date(2028, 1, 1)),
        citation: Citation::new(2023, 1825, "§ 16, stk. 2"),
        enforcement: Inform,
        content: &[part(6, 10_000), part(12, 15_000), part(24, 15_000)],
    },
];

/// The row of the first day, and whether the employer was public or private on it. It never refuses.
#[must_use]
pub fn check(first_day: Date, sector: Option<Sector>) -> Finding {
    let looked_at = |finding: Finding| {
        let sector = known(sector.map(|it| FactValue::code(it.code())));
        finding.fact("first_day", Day(first_day)).fact("sector", sector)
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = looked_at(Finding::holds(RULE, row, first_day));
    let Some(sector) = sector else {
        return Finding { verdict: Verdict::NotKnown, ..said };
    };
    let parts = for_sector(row, sector);
    let total: i64 = parts.iter().map(|it| it.kroner).sum();
    said.fact("instalments", number(i64::try_from(parts.len()).unwrap_or(i64::MAX)))
        .fact("bonus_kroner", number(total))
}

/// The instalments an IGU that begins on that day gives its employer; none to a public one.
#[must_use]
pub fn instalments(first_day: Date, sector: Sector) -> Vec<Instalment> {
    let parts = in_force(ROWS, first_day).map_or(&[][..], |row| for_sector(row, sector));
    (1..)
        .zip(parts)
        .map(|(number, part)| Instalment {
            number,
            due_on: months_after(first_day, part.after_months),
            amount_ore: part.kroner * 100,
            certificate_required: part.certificate_required,
        })
        .collect()
}

fn for_sector(row: &Row<&'static [Part]>, sector: Sector) -> &'static [Part] {
    match sector {
        Sector::Private => row.content,
        Sector::Public => &[],
    }
}

#[cfg(test)]
mod tests;

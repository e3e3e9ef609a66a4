//! For how long a citizen may have had an address in Denmark when an IGU begins.
//!
//! Law: `docs/law/igu-residence-years.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::{Block, Warn},
    FactValue::Date as Day,
    Finding, Row, Rule, Verdict, in_force,
};

use super::fact::{known, number, yes};

pub const RULE: Rule = Rule {
    id: "igu.residence_years",
    danish: "borgeren har på igu'ens første dag ikke haft folkeregisteradresse i Danmark i længere tid, end loven tillader.",
    english: "on the first day of the IGU the citizen has not had an address in Denmark for longer than the law allows.",
};

/// Years of registered address.
#[derive(Clone, Copy, Debug)]
enum Limit {
    /// On the anniversary it is too late.
    LessThan(u32),
    /// "Up to": longer is too long; whether the anniversary itself is, the text leaves open.
    UpTo(u32),
}
use Limit::{LessThan, UpTo};

/// Oldest first.
const ROWS: &[Row<Limit>] = &[
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2021, 5, 1)),
        citation: Citation::new(2016, 623, "§ 3, stk. 1"),
        enforcement: Block,
        content: LessThan(5),
    },
    Row {
        from: Some(date(2021, 5, 1)),
        to: Some(date(2024, 1, 1)),
        citation: Citation::new(2021, 1128, "§ 1, stk. 2"),
        enforcement: Block,
        content: LessThan(10),
    },
    Row {
        from: Some(date(2024, 1, 1)),
        to: None,
        citation: Citation::new(2023, 1825, "§ 1, stk. 2"),
        enforcement: Block,
        content: UpTo(20),
    },
];

/// The row of the first day, and the full years of address on that day. `on_anniversary`: whether that day is
/// exactly so many years after the address began.
#[must_use]
pub fn check(first_day: Date, full_years: Option<u32>, on_anniversary: Option<bool>) -> Finding {
    let looked_at = |finding: Finding| {
        finding
            .fact("first_day", Day(first_day))
            .fact("residence_full_years", known(full_years.map(number)))
            .fact("residence_on_anniversary", known(on_anniversary.map(yes)))
    };
    let Some(row) = in_force(ROWS, first_day) else {
        return looked_at(Finding::not_known(RULE, ROWS[0].citation, first_day));
    };
    let said = Finding::holds(RULE, row, first_day);
    let said = match full_years.map(|it| row.content.compare(it, on_anniversary)) {
        Some(Some(Kept::Yes)) => said,
        Some(Some(Kept::Doubtful)) => said.broken_if(true, Warn),
        Some(Some(Kept::No)) => said.broken_if(true, row.enforcement),
        Some(None) | None => Finding { verdict: Verdict::NotKnown, ..said },
    };
    looked_at(said).fact("limit_years", number(row.content.years()))
}

enum Kept {
    Yes,
    Doubtful,
    No,
}

impl Limit {
    fn years(self) -> u32 {
        match self {
            LessThan(it) | UpTo(it) => it,
        }
    }

    /// `None`: it takes the anniversary to tell, and that is not known.
    fn compare(self, full_years: u32, on_anniversary: Option<bool>) -> Option<Kept> {
        if full_years < self.years() {
            return Some(Kept::Yes);
        }
        match self {
            UpTo(limit) if full_years == limit => {
                on_anniversary.map(|it| if it { Kept::Doubtful } else { Kept::No })
            }
            LessThan(_) | UpTo(_) => Some(Kept::No),
        }
    }
}

#[cfg(test)]
mod tests;

//! The law as dated data: citations, rules, rows in force, and what a rule says about the facts it looked at.
//!
//! Only a rule whose row says `Block` or `Ground` can refuse; `Warn` travels with the answer, `Inform` is shown.
#![deny(missing_docs)]

pub mod ratio;

use std::{borrow::Cow, fmt};

use kernel::Date;

/// Where a rule stands: an act or order of Lovtidende A, and the place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Year of the act.
    pub year: u16,
    /// Its number in that year.
    pub number: u16,
    /// The place, as "§ 16".
    pub section: &'static str,
}

impl Citation {
    /// Act `number` of `year`, at `section`.
    #[must_use]
    pub const fn new(year: u16, number: u16, section: &'static str) -> Self {
        Self { year, number, section }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lovtidende A {}:{} {}", self.year, self.number, self.section)
    }
}

/// What a breach of a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforcement {
    /// Refuses.
    Block,
    /// Refuses unless a lawful ground is stated.
    Ground,
    /// Travels with the answer and the stored event.
    Warn,
    /// Is shown.
    Inform,
}

/// A rule by its stable id, as in `docs/law/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, as `benefit.calendar`.
    pub id: &'static str,
    /// What it demands, in Danish, for a caseworker.
    pub danish: &'static str,
    /// The same in English.
    pub english: &'static str,
}

/// One dated row of a rule. `from` is included, `to` is not; no `to`: open.
#[derive(Clone, Copy, Debug)]
pub struct Row<T: 'static> {
    /// First day; `None`: since ever.
    pub from: Option<Date>,
    /// First day no longer in force.
    pub to: Option<Date>,
    /// Where it stands.
    pub citation: Citation,
    /// What a breach does.
    pub enforcement: Enforcement,
    /// What it says.
    pub content: T,
}

/// The row of a table in force on a day; `None`: not known, which never refuses.
#[must_use]
pub fn in_force<T>(rows: &'static [Row<T>], on: Date) -> Option<&'static Row<T>> {
    rows.iter().find(|row| row.from.is_none_or(|it| it <= on) && row.to.is_none_or(|it| on < it))
}

/// What a rule said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is kept.
    Holds,
    /// It is broken, and refuses.
    Breach,
    /// It is broken or doubtful, and only warns.
    Warns,
    /// No row, or a fact is missing. Never refuses.
    NotKnown,
}

/// A value a rule looked at; never free text, never personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A day.
    Date(Date),
    /// A count or an amount in the unit its name says.
    Number(i64),
    /// A code.
    Code(Cow<'static, str>),
}

impl FactValue {
    /// A code of this program.
    #[must_use]
    pub const fn code(code: &'static str) -> Self {
        Self::Code(Cow::Borrowed(code))
    }
}

/// One fact with its stable name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `snake_case`.
    pub name: Cow<'static, str>,
    /// What it was.
    pub value: FactValue,
}

/// The answer of one rule about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Where the row stands, as `Citation` prints it.
    pub citation: Cow<'static, str>,
    /// First day of the row; `None` when it is open backwards or there is none.
    pub row_from: Option<Date>,
    /// The day that chose the row.
    pub on: Date,
    /// What it said.
    pub verdict: Verdict,
    /// What it looked at.
    pub facts: Vec<Fact>,
}

impl Finding {
    /// The rule is kept, as far as the row goes.
    #[must_use]
    pub fn holds<T>(rule: Rule, row: &Row<T>, on: Date) -> Self {
        Self {
            rule,
            citation: row.citation.to_string().into(),
            row_from: row.from,
            on,
            verdict: Verdict::Holds,
            facts: Vec::new(),
        }
    }

    /// No row covers the day, or a fact is missing.
    #[must_use]
    pub fn not_known(rule: Rule, citation: Citation, on: Date) -> Self {
        Self {
            rule,
            citation: citation.to_string().into(),
            row_from: None,
            on,
            verdict: Verdict::NotKnown,
            facts: Vec::new(),
        }
    }

    /// The same finding with a fact more.
    #[must_use]
    pub fn fact(mut self, name: &'static str, value: FactValue) -> Self {
        self.facts.push(Fact { name: name.into(), value });
        self
    }

    /// The verdict of a broken row: what its enforcement makes of it.
    #[must_use]
    pub fn broken_if(mut self, broken: bool, enforcement: Enforcement) -> Self {
        if broken {
            self.verdict = match enforcement {
                Enforcement::Block | Enforcement::Ground => Verdict::Breach,
                Enforcement::Warn => Verdict::Warns,
                Enforcement::Inform => Verdict::Holds,
            };
        }
        self
    }

    /// Whether it is to be told with the answer.
    #[must_use]
    pub fn warns(&self) -> bool {
        match self.verdict {
            Verdict::Warns | Verdict::NotKnown => true,
            Verdict::Holds | Verdict::Breach => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::date;

    use super::*;

    const ROWS: &[Row<&str>] = &[
        Row {
            from: None,
            to: Some(date(2015, 9, 1)),
            citation: Citation::new(2014, 1094, "§ 16"),
            enforcement: Enforcement::Warn,
            content: "old",
        },
        Row {
            from: Some(date(2015, 9, 1)),
            to: Some(date(2016, 7, 1)),
            citation: Citation::new(2015, 1000, "§ 1"),
            enforcement: Enforcement::Warn,
            content: "new",
        },
    ];

    #[test]
    fn the_first_day_of_a_row_belongs_to_it_and_its_end_does_not() {
        assert_eq!(in_force(ROWS, date(2015, 8, 31)).map(|it| it.content), Some("old"));
        assert_eq!(in_force(ROWS, date(2015, 9, 1)).map(|it| it.content), Some("new"));
        assert_eq!(in_force(ROWS, date(2016, 6, 30)).map(|it| it.content), Some("new"));
        assert!(in_force(ROWS, date(2016, 7, 1)).is_none());
    }

    #[test]
    fn only_block_and_ground_refuse() {
        let rule = Rule { id: "r", danish: "", english: "" };
        let finding = |enforcement| {
            Finding::holds(rule, &ROWS[0], date(2015, 1, 1)).broken_if(true, enforcement).verdict
        };
        assert_eq!(finding(Enforcement::Block), Verdict::Breach);
        assert_eq!(finding(Enforcement::Ground), Verdict::Breach);
        assert_eq!(finding(Enforcement::Warn), Verdict::Warns);
        assert_eq!(finding(Enforcement::Inform), Verdict::Holds);
    }
}

//! How many hours a week a citizen may be in internships, all of them together.
//!
//! Law: `docs/law/praktik-hours.md`. The worked examples printed there are the tests of this file.

use std::cmp::Reverse;

use kernel::{Date, date};
use law::{
    Citation, Enforcement::Warn, FactValue::Date as Day, Finding, Row, Rule, Verdict, in_force,
};

use super::fact::{expected_to_change, known, number, yes};
use crate::{facts::Internship, placement::WeeklyHours};

pub const RULE: Rule = Rule {
    id: "praktik.hours",
    danish: "borgerens virksomhedspraktikker har tilsammen ikke et omfang, der overstiger normal, fuld arbejdstid pr. uge.",
    english: "the citizen's internships together do not take more than the normal, full working week.",
};

/// In the place of a section: nobody here has read that text.
const UNSEEN: &str = "(teksten er ikke set)";

/// One internship beside the citizen's others.
#[derive(Clone, Copy, Debug)]
pub struct HoursCase<'a> {
    pub this: Internship,
    /// On its first day.
    pub programme_runs: Option<bool>,
    /// Those that were granted, with the days they were kept to.
    pub others: &'a [Internship],
}

/// What is peculiar to a row; the hours are the same in all.
#[derive(Clone, Copy, Debug)]
struct Text {
    /// A new act is expected: from then on it warns, whatever the hours are.
    law_in_doubt: bool,
}

const fn row(from: Date, to: Option<Date>, citation: Citation) -> Row<Text> {
    let content = Text { law_in_doubt: false };
    Row { from: Some(from), to, citation, enforcement: Warn, content }
}

/// The orders under the Integration Act. Oldest first.
const INTEGRATION: &[Row<Text>] = &[
    row(date(2012, 7, 1), Some(date(2016, 10, 1)), Citation::new(2012, 628, "§ 30, stk. 2")),
    row(date(2016, 10, 1), Some(date(2020, 9, 8)), Citation::new(2016, 1208, "§ 36, stk. 2")),
    row(date(2020, 9, 8), Some(date(2025, 1, 1)), Citation::new(2020, 1307, "§ 39, stk. 2")),
    row(date(2025, 1, 1), Some(date(2026, 2, 1)), Citation::new(2024, 1761, UNSEEN)),
    row(date(2026, 2, 1), None, Citation::new(2026, 208, "§ 26, stk. 2")),
];

/// The orders under the Active Employment Act. Oldest first. When the one of 2023 came into force was not read: it is
/// cited from the day on which `ratio.formula` begins to cite it.
const LAB: &[Row<Text>] = &[
    row(date(2015, 1, 1), Some(date(2020, 1, 1)), Citation::new(2014, 1564, "§ 60, stk. 2")),
    row(date(2020, 1, 1), Some(date(2025, 1, 1)), Citation::new(2019, 1180, "§ 60, stk. 5")),
    row(date(2025, 1, 1), Some(date(2027, 1, 1)), Citation::new(2023, 1216, UNSEEN)),
    Row {
        content: Text { law_in_doubt: true },
        ..row(date(2027, 1, 1), None, Citation::new(2023, 1216, UNSEEN))
    },
];

/// What it says on the day of this internship on which it says the worst. It never refuses.
#[must_use]
pub fn check(case: &HoursCase<'_>) -> Finding {
    match case.programme_runs {
        Some(true) => case.by(INTEGRATION),
        Some(false) => case.by(LAB),
        None => {
            let (said, otherwise) = (case.by(INTEGRATION), case.by(LAB));
            if said.verdict == otherwise.verdict {
                said
            } else {
                Finding { verdict: Verdict::NotKnown, row_from: None, ..said }
            }
        }
    }
}

impl HoursCase<'_> {
    /// Of several days alike the one with the most hours, of those the first.
    fn by(&self, rows: &'static [Row<Text>]) -> Finding {
        let days = self.days_that_tell(rows);
        let worst = days.max_by_key(|it| {
            let said = self.on(rows, *it).verdict;
            (severity(said), self.others_on(*it).hours, Reverse(*it))
        });
        self.on(rows, worst.unwrap_or(self.this.days.first()))
    }

    /// Hours rise only where an internship begins, and what a row says changes only where it begins or ends.
    fn days_that_tell(&self, rows: &'static [Row<Text>]) -> impl Iterator<Item = Date> {
        let days = self.this.days;
        let begins = self.others.iter().map(|it| it.days.first());
        let turns = rows.iter().flat_map(|it| [it.from, it.to]).flatten();
        let within = begins.chain(turns).filter(move |it| days.contain(*it));
        std::iter::once(days.first()).chain(within)
    }

    fn on(&self, rows: &'static [Row<Text>], on: Date) -> Finding {
        let Others { hours: of_others, count } = self.others_on(on);
        let hours = self.this.weekly_hours.hours() + of_others;
        let row = in_force(rows, on);
        let said = match row {
            Some(row) => {
                Finding::holds(RULE, row, on).broken_if(hours > WeeklyHours::FULL, row.enforcement)
            }
            None => Finding::not_known(RULE, rows[0].citation, on),
        };
        let said = said
            .fact("first_day", Day(self.this.days.first()))
            .fact("last_day", Day(self.this.days.last()))
            .fact("programme_runs", known(self.programme_runs.map(yes)))
            .fact("weekly_hours_with_this", number(hours))
            .fact("limit_weekly_hours", number(WeeklyHours::FULL))
            .fact("weekly_hours_of_others", number(of_others))
            .fact("other_internships", number(count));
        if row.is_some_and(|it| it.content.law_in_doubt) { expected_to_change(said) } else { said }
    }

    fn others_on(&self, day: Date) -> Others {
        let that_day = self.others.iter().filter(|it| it.days.contain(day));
        that_day.fold(Others::default(), |it, other| Others {
            hours: it.hours + other.weekly_hours.hours(),
            count: it.count + 1,
        })
    }
}

/// The citizen's other internships on one day.
#[derive(Default)]
struct Others {
    hours: i32,
    count: u32,
}

fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Holds => 0,
        Verdict::NotKnown => 1,
        Verdict::Warns => 2,
        Verdict::Breach => 3,
    }
}

#[cfg(test)]
mod tests;

//! How many hours a week a citizen may be in internships, all of them together.
//!
//! Law: `docs/law/praktik-hours.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{Citation, Enforcement::Warn, FactValue::Date as Day, Finding, Row, Rule, in_force};

use super::fact::{expected_to_change, known, number, yes};
use crate::{facts::Internship, placement::WeeklyHours};

pub const RULE: Rule = Rule {
    id: "praktik.hours",
    danish: "borgerens virksomhedspraktikker har tilsammen ikke et omfang, der overstiger normal, fuld arbejdstid pr. uge.",
    english: "the citizen's internships together do not take more than the normal, full working week.",
};

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
    row(
        date(2025, 1, 1),
        Some(date(2026, 2, 1)),
        Citation::new(2024, 1761, "(teksten er ikke set)"),
    ),
    row(date(2026, 2, 1), None, Citation::new(2026, 208, "§ 26, stk. 2")),
];

/// The orders under the Active Employment Act. Oldest first.
const LAB: &[Row<Text>] = &[
    row(date(2015, 1, 1), Some(date(2020, 1, 1)), Citation::new(2014, 1564, "§ 60, stk. 2")),
    row(date(2020, 1, 1), Some(date(2027, 1, 1)), Citation::new(2019, 1180, "§ 60, stk. 5")),
    Row {
        content: Text { law_in_doubt: true },
        ..row(date(2027, 1, 1), None, Citation::new(2019, 1180, "§ 60, stk. 5"))
    },
];

/// The row of the fullest day of this internship, by the law of its programme. It never refuses.
#[must_use]
pub fn check(case: &HoursCase<'_>) -> Finding {
    let Fullest { on, hours_of_others, others } = case.fullest();
    let hours = case.this.weekly_hours.hours() + hours_of_others;
    // Both say the same; where it is not known whether a programme runs, the place was asked for by the first.
    let rows = match case.programme_runs {
        Some(true) | None => INTEGRATION,
        Some(false) => LAB,
    };
    let row = in_force(rows, on);
    let said = match row {
        Some(row) => {
            Finding::holds(RULE, row, on).broken_if(hours > WeeklyHours::FULL, row.enforcement)
        }
        None => Finding::not_known(RULE, rows[0].citation, on),
    };
    let said = said
        .fact("first_day", Day(case.this.days.first()))
        .fact("last_day", Day(case.this.days.last()))
        .fact("programme_runs", known(case.programme_runs.map(yes)))
        .fact("fullest_day", Day(on))
        .fact("weekly_hours_with_this", number(hours))
        .fact("limit_weekly_hours", number(WeeklyHours::FULL))
        .fact("weekly_hours_of_others", number(hours_of_others))
        .fact("other_internships", number(others));
    if row.is_some_and(|it| it.content.law_in_doubt) { expected_to_change(said) } else { said }
}

/// The day of an internship on which its citizen has most hours a week; of several the first.
struct Fullest {
    on: Date,
    hours_of_others: i32,
    others: u32,
}

impl HoursCase<'_> {
    /// Hours rise only where one begins: on its own first day, or on the first day of another within it.
    fn fullest(&self) -> Fullest {
        let Internship { days, .. } = self.this;
        let begins = self.others.iter().map(|it| it.days.first());
        let within = begins.filter(|it| days.first() < *it && *it <= days.last());
        within.fold(self.on(days.first()), |fullest, day| {
            let other = self.on(day);
            let more = other.hours_of_others > fullest.hours_of_others;
            let sooner = other.hours_of_others == fullest.hours_of_others && day < fullest.on;
            if more || sooner { other } else { fullest }
        })
    }

    fn on(&self, day: Date) -> Fullest {
        let that_day = self.others.iter().filter(|it| it.days.contain(day));
        that_day.fold(Fullest { on: day, hours_of_others: 0, others: 0 }, |it, other| Fullest {
            hours_of_others: it.hours_of_others + other.weekly_hours.hours(),
            others: it.others + 1,
            ..it
        })
    }
}

#[cfg(test)]
mod tests;

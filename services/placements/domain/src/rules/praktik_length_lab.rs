//! How long an internship may be for those whose programme does not run: the Active Employment Act.
//!
//! Law: `docs/law/praktik-length-lab.md`. The worked examples printed there are the tests of this file.

use kernel::date;
use law::{Citation, Enforcement::Warn, Finding, Row, Rule, Verdict, in_force};

use super::{
    LengthCase,
    fact::{expected_to_change, number},
    length::{by_ground, does_not_apply},
};
use crate::values::ReadinessCategory;

pub const RULE: Rule = Rule {
    id: "praktik.length_lab",
    danish: "virksomhedspraktik efter beskæftigelsesloven varer op til 4 uger for den, der er job- eller uddannelsesparat, og ellers op til 13 uger, som kan forlænges.",
    english: "an internship under the employment act lasts up to 4 weeks for those ready for a job or an education, and otherwise up to 13 weeks, which can be extended.",
};

const SHORT: i32 = 4;
const LONG: i32 = 13;
const EXTENDED: i32 = 26;

/// What is peculiar to a row; the weeks are the same in all.
#[derive(Clone, Copy, Debug)]
struct Text {
    /// Weeks of those who have just finished an education, where they had more. Who has is not told to this rule.
    graduates: Option<i32>,
    law_in_doubt: bool,
}

/// Oldest first.
const ROWS: &[Row<Text>] = &[
    Row {
        from: Some(date(2015, 1, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2019, 548, "§ 61 (ordlyden før 2020 er ikke set)"),
        enforcement: Warn,
        content: Text { graduates: Some(8), law_in_doubt: false },
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(date(2027, 1, 1)),
        citation: Citation::new(2019, 548, "§ 61"),
        enforcement: Warn,
        content: Text { graduates: None, law_in_doubt: false },
    },
    Row {
        from: Some(date(2027, 1, 1)),
        to: None,
        citation: Citation::new(2019, 548, "§ 61"),
        enforcement: Warn,
        content: Text { graduates: None, law_in_doubt: true },
    },
];

/// The row of the first day, and the readiness on that day. It never refuses.
#[must_use]
pub fn check(case: &LengthCase) -> Finding {
    let row = in_force(ROWS, case.first_day);
    let said = case.looked_at(row.map_or_else(
        || Finding::not_known(RULE, ROWS[0].citation, case.first_day),
        |row| Finding::holds(RULE, row, case.first_day),
    ));
    match (case.programme_runs, row) {
        (Some(true), _) => does_not_apply(said),
        (Some(false), Some(row)) => {
            let said = compare(case, row, said.fact("readiness", case.readiness_fact()));
            if row.content.law_in_doubt { expected_to_change(said) } else { said }
        }
        (Some(false), None) | (None, _) => Finding { verdict: Verdict::NotKnown, ..said },
    }
}

fn compare(case: &LengthCase, row: &Row<Text>, said: Finding) -> Finding {
    if !case.exceeds(SHORT) {
        return said;
    }
    match case.readiness {
        Some(ReadinessCategory::ActivityReady) => extended(case, row, said),
        Some(ReadinessCategory::JobReady)
            if row.content.graduates.is_some_and(|it| !case.exceeds(it)) =>
        {
            Finding { verdict: Verdict::NotKnown, ..said }
        }
        Some(
            ReadinessCategory::JobReady
            | ReadinessCategory::EducationReady
            | ReadinessCategory::ObviouslyEducationReady,
        ) => said.broken_if(true, row.enforcement).fact("limit_weeks", number(SHORT)),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    }
}

/// Beyond 13 weeks after an assessment, beyond 26 for a very special need.
fn extended(case: &LengthCase, row: &Row<Text>, said: Finding) -> Finding {
    let passed = [EXTENDED, LONG].into_iter().find(|it| case.exceeds(*it));
    let said = said.fact("limit_weeks", number(passed.unwrap_or(LONG)));
    match passed {
        None => said,
        Some(_) if case.grounds.beyond_26_weeks => by_ground(said, EXTENDED),
        Some(LONG) if case.grounds.beyond_13_weeks => by_ground(said, LONG),
        Some(_) => said.broken_if(true, row.enforcement),
    }
}

#[cfg(test)]
mod tests;

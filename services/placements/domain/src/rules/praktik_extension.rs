//! How far beyond 13 weeks an internship may go for those whose programme runs.
//!
//! Law: `docs/law/praktik-extension.md`. The worked examples printed there are the tests of this file.

use kernel::date;
use law::{Citation, Enforcement::Ground, Finding, Row, Rule, Verdict, in_force};

use super::{
    LengthCase,
    fact::number,
    length::{by_ground, does_not_apply},
};

pub const RULE: Rule = Rule {
    id: "praktik.extension",
    danish: "virksomhedspraktik i programmet varer kun mere end 13 uger efter en konkret vurdering, og kun mere end 26 uger ved et særligt behov.",
    english: "an internship in the programme lasts more than 13 weeks only after an assessment of the case, and more than 26 only for a special need.",
};

/// Weeks that need no assessment, and weeks that need no special need.
#[derive(Clone, Copy, Debug)]
struct Limits {
    assessed: i32,
    special: i32,
}

const LIMITS: Limits = Limits { assessed: 13, special: 26 };

/// Oldest first. From 2025 on the text has not been seen.
const ROWS: &[Row<Limits>] = &[
    Row {
        from: Some(date(2013, 1, 1)),
        to: Some(date(2016, 1, 1)),
        citation: Citation::new(2014, 1094, "§ 23 b, stk. 5"),
        enforcement: Ground,
        content: LIMITS,
    },
    Row {
        from: Some(date(2016, 1, 1)),
        to: Some(date(2020, 6, 22)),
        citation: Citation::new(2017, 1127, "§ 23 b, stk. 5"),
        enforcement: Ground,
        content: LIMITS,
    },
    Row {
        from: Some(date(2020, 6, 22)),
        to: Some(date(2025, 1, 1)),
        citation: Citation::new(2020, 1146, "§ 23 b, stk. 5"),
        enforcement: Ground,
        content: LIMITS,
    },
];

/// The row of the first day. One of 13 weeks or less is not extended: the rule is not for it.
#[must_use]
pub fn check(case: &LengthCase) -> Finding {
    let row = in_force(ROWS, case.first_day);
    let last = ROWS[ROWS.len() - 1].citation;
    let said = case.looked_at(row.map_or_else(
        || Finding::not_known(RULE, last, case.first_day),
        |row| Finding::holds(RULE, row, case.first_day),
    ));
    match (case.programme_runs, row) {
        (Some(false), _) => does_not_apply(said),
        (Some(true), _) if !case.exceeds(LIMITS.assessed) => does_not_apply(said),
        (Some(true), Some(row)) => compare(case, row, said),
        (Some(true), None) | (None, _) => Finding { verdict: Verdict::NotKnown, ..said },
    }
}

fn compare(case: &LengthCase, row: &Row<Limits>, said: Finding) -> Finding {
    let Limits { assessed, special } = row.content;
    let grounds = case.grounds;
    let passed = if case.exceeds(special) { special } else { assessed };
    let at = |limit| said.fact("limit_weeks", number(limit));
    if grounds.beyond_26_weeks {
        by_ground(at(passed), special)
    } else if grounds.beyond_13_weeks && passed == assessed {
        by_ground(at(passed), assessed)
    } else {
        // The first limit that no stated ground takes it over: who states one for the other gets no further.
        let unmet = if grounds.beyond_13_weeks { special } else { assessed };
        at(unmet).broken_if(true, row.enforcement)
    }
}

#[cfg(test)]
mod tests;

//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts, yes as answer},
    *,
};
use crate::facts::StatedGrounds;

const PAGE: Page = Page(include_str!("../../../../../../docs/law/praktik-extension.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

fn case(cells: &[&str]) -> LengthCase {
    LengthCase {
        first_day: day(cells[0]),
        last_day: day(cells[1]),
        programme_runs: answer(cells[2]),
        readiness: None,
        grounds: StatedGrounds {
            beyond_4_weeks: false,
            beyond_13_weeks: answer(cells[3]) == Some(true),
            beyond_26_weeks: answer(cells[4]) == Some(true),
        },
    }
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(29, |cells| check(&case(cells)));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(&case(&["2017-03-01", "2017-08-30", "yes", "yes", "no"]));
    assert_eq!(finding.citation, "Lovtidende A 2017:1127 § 23 b, stk. 5");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2017-03-01".into()),
            ("last_day", "2017-08-30".into()),
            ("days", "183".into()),
            ("programme_runs", "YES".into()),
            ("limit_weeks", "26".into()),
        ]
    );
}

#[test]
fn a_stated_ground_says_which_limit_it_was_stated_for() {
    let told = |cells| {
        let finding = check(&case(cells));
        facts(&finding).last().map(|(name, value)| format!("{name} {value}"))
    };
    let need = told(&["2017-03-01", "2017-08-29", "yes", "yes", "no"]);
    assert_eq!(need.as_deref(), Some("ground_stated_beyond_weeks 13"));
    let special = told(&["2017-03-01", "2017-08-30", "yes", "yes", "yes"]);
    assert_eq!(special.as_deref(), Some("ground_stated_beyond_weeks 26"));
    let short = told(&["2017-03-01", "2017-05-30", "yes", "yes", "yes"]);
    assert_eq!(short.as_deref(), Some("applies NO"));
}

#[test]
fn a_breach_names_the_first_limit_that_no_ground_goes_beyond() {
    let limit = |cells| {
        let finding = check(&case(cells));
        assert_eq!(finding.verdict, Verdict::Breach);
        facts(&finding).last().map(|(name, value)| format!("{name} {value}"))
    };
    // 209 days.
    let nothing = limit(&["2017-03-01", "2017-09-25", "yes", "no", "no"]);
    assert_eq!(nothing.as_deref(), Some("limit_weeks 13"));
    let need = limit(&["2017-03-01", "2017-09-25", "yes", "yes", "no"]);
    assert_eq!(need.as_deref(), Some("limit_weeks 26"));
}

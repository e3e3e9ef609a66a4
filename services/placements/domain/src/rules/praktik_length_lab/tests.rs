//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts, yes as answer},
    *,
};
use crate::facts::StatedGrounds;

const PAGE: Page = Page(include_str!("../../../../../../docs/law/praktik-length-lab.md"));

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
        readiness: coded(ReadinessCategory::ALL, ReadinessCategory::code, cells[3]),
        grounds: StatedGrounds {
            beyond_4_weeks: true,
            beyond_13_weeks: answer(cells[4]) == Some(true),
            beyond_26_weeks: answer(cells[5]) == Some(true),
        },
    }
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(27, |cells| check(&case(cells)));
}

#[test]
fn it_never_refuses() {
    assert!(ROWS.iter().all(|row| row.enforcement == Warn));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(&case(&["2020-01-01", "2020-04-01", "no", "ACTIVITY_READY", "yes", "no"]));
    assert_eq!(finding.citation, "Lovtidende A 2019:548 § 61");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2020-01-01".into()),
            ("last_day", "2020-04-01".into()),
            ("days", "92".into()),
            ("programme_runs", "NO".into()),
            ("readiness", "ACTIVITY_READY".into()),
            ("limit_weeks", "13".into()),
            ("ground_stated_beyond_weeks", "13".into()),
        ]
    );
}

#[test]
fn where_the_act_is_expected_to_have_changed_it_is_said() {
    let finding = check(&case(&["2027-01-01", "2027-01-08", "no", "JOB_READY", "no", "no"]));
    assert_eq!(facts(&finding).last(), Some(&("law_state", "EXPECTED_TO_HAVE_CHANGED".into())));
}

#[test]
fn it_is_not_for_those_whose_programme_runs() {
    let finding = check(&case(&["2020-01-01", "2021-01-08", "yes", "JOB_READY", "no", "no"]));
    assert_eq!(facts(&finding).last(), Some(&("applies", "NO".into())));
}

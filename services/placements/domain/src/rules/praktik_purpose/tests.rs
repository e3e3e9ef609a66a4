//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts, yes as answer},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/praktik-purpose.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(12, |cells| {
        let stated = |cell| answer(cell).expect("yes or no");
        check(day(cells[0]), stated(cells[1]), stated(cells[2]))
    });
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2020-01-01"), false, true);
    assert_eq!(finding.citation, "Lovtidende A 2019:1180 § 60, stk. 2");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2020-01-01".into()),
            ("purpose_stated", "NO".into()),
            ("job_goal_stated", "YES".into()),
        ]
    );
}

#[test]
fn where_the_act_is_expected_to_have_changed_it_is_said() {
    let finding = check(day("2027-01-01"), true, true);
    assert_eq!(facts(&finding)[3], ("law_state", "EXPECTED_TO_HAVE_CHANGED".into()));
}

//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts, number as cell},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-age.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(16, |cells| check(day(cells[0]), cell(cells[1])));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2017-03-01"), Some(40));
    assert_eq!(finding.verdict, Verdict::Breach);
    assert_eq!(finding.citation, "Lovtidende A 2016:623 § 3, stk. 1");
    assert_eq!(finding.row_from, Some(day("2016-07-01")));
    assert_eq!(finding.on, day("2017-03-01"));
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2017-03-01".into()),
            ("age_years", "40".into()),
            ("from_age", "18".into()),
            ("below_age", "40".into()),
        ]
    );
}

#[test]
fn an_age_that_nobody_told_is_written_down_as_that() {
    let finding = check(day("2017-03-01"), None);
    assert_eq!(facts(&finding)[1], ("age_years", "NOT_KNOWN".into()));
}

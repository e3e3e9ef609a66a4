//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts, number as cell, yes as answer},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-residence-years.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(21, |cells| check(day(cells[0]), cell(cells[1]), answer(cells[2])));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2017-03-01"), Some(5), Some(true));
    assert_eq!(finding.verdict, Verdict::Breach);
    assert_eq!(finding.citation, "Lovtidende A 2016:623 § 3, stk. 1");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2017-03-01".into()),
            ("residence_full_years", "5".into()),
            ("residence_on_anniversary", "YES".into()),
            ("limit_years", "5".into()),
        ]
    );
}

//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-duration.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(7, |cells| {
        assert_eq!(last_day(day(cells[0])), day(cells[1]), "{cells:?}");
        check(day(cells[0]))
    });
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2017-03-01"));
    assert_eq!(finding.citation, "Lovtidende A 2016:623 § 6, stk. 1");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2017-03-01".into()),
            ("months", "24".into()),
            ("last_day", "2019-02-28".into()),
        ]
    );
}

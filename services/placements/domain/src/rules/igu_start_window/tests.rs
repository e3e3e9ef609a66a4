//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-start-window.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(12, |cells| check(day(cells[0])));
}

#[test]
fn every_day_has_a_row_and_every_row_refuses() {
    assert_eq!((ROWS[0].from, ROWS[ROWS.len() - 1].to), (None, None));
    assert!(ROWS.iter().all(|row| row.enforcement == Block));
}

#[test]
fn a_finding_names_the_nearest_door() {
    let before = check(day("2016-06-30"));
    assert_eq!(before.citation, "Lovtidende A 2016:623 § 15");
    assert_eq!((before.row_from, before.on), (None, day("2016-06-30")));
    assert_eq!(
        facts(&before),
        [("first_day", "2016-06-30".into()), ("first_possible_day", "2016-07-01".into())]
    );

    let inside = check(day("2017-03-01"));
    assert_eq!(inside.citation, "Lovtidende A 2016:623 § 3, stk. 2");
    assert_eq!(
        facts(&inside),
        [("first_day", "2017-03-01".into()), ("closed_from", "2019-07-01".into())]
    );

    let after = check(day("2028-01-01"));
    assert_eq!(
        facts(&after),
        [("first_day", "2028-01-01".into()), ("closed_from", "2028-01-01".into())]
    );
}

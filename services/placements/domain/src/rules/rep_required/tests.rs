//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts as told, number},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/rep-required.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(17, |cells| {
        let objected = match cells[2] {
            "" => None,
            "signed" => Some(false),
            "objected" => Some(true),
            other => panic!("{other}"),
        };
        check(day(cells[0]), number(cells[1]).map(i64::from), objected)
    });
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2020-01-01"), Some(2), None);
    assert_eq!(finding.citation, "Lovtidende A 2019:1180 § 65, stk. 6");
    assert_eq!(
        told(&finding),
        [("representative", "NOT_HEARD".into()), ("ordinary_employees", "2".into())]
    );
}

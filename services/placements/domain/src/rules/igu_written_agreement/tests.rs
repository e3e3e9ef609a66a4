//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-written-agreement.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(19, |cells| check(day(cells[0]), day(cells[1])));
}

#[test]
fn the_day_act_and_order_differ_about_cites_the_order() {
    let late = check(day("2017-03-01"), day("2017-03-02"));
    assert_eq!(late.citation, "Lovtidende A 2016:623 § 7, stk. 2");
    assert_eq!(
        facts(&late),
        [("first_day", "2017-03-01".into()), ("concluded_on", "2017-03-02".into())]
    );
    for (first_day, order) in [
        ("2017-01-01", "Lovtidende A 2016:1010 § 3, stk. 1"),
        ("2017-03-01", "Lovtidende A 2016:1623 § 3, stk. 1"),
        ("2020-03-01", "Lovtidende A 2019:707 § 3, stk. 1"),
        ("2022-03-01", "Lovtidende A 2021:1128 § 3, stk. 1"),
        ("2024-03-01", "Lovtidende A 2023:1825 § 3, stk. 1"),
    ] {
        assert_eq!(check(day(first_day), day(first_day)).citation, order);
        let source = order.trim_start_matches("Lovtidende A ");
        assert!(PAGE.0.contains(source), "the page does not name {source}");
    }
}

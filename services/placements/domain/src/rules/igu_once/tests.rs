//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-once.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

fn earlier(cell: &str) -> Vec<EarlierIgu> {
    let one = |text: &str| {
        let (outcome, on) = text.split_once(' ').expect("an outcome and a day");
        let outcome = coded(IguOutcome::ALL, IguOutcome::code, outcome).expect("one of them");
        EarlierIgu { outcome, on: day(on) }
    };
    cell.split(", ").filter(|it| !it.is_empty()).map(one).collect()
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(17, |cells| check(day(cells[0]), &earlier(cells[1])));
}

#[test]
fn the_one_that_stands_most_in_the_way_is_told_whatever_the_order() {
    let mut others =
        earlier("STOPPED 2019-01-01, COMPLETED 2018-06-30, VOID 2020-01-01, STOPPED 2017-01-01");
    for _ in 0..others.len() {
        others.rotate_left(1);
        let finding = check(day("2020-03-01"), &others);
        assert_eq!(finding.citation, "Lovtidende A 2019:707 § 16, stk. 3");
        assert_eq!(
            facts(&finding),
            [
                ("first_day", "2020-03-01".into()),
                ("earlier_igus", "3".into()),
                ("earlier_outcome", "COMPLETED".into()),
                ("earlier_on", "2018-06-30".into()),
            ]
        );
    }
    let finding = check(day("2020-03-01"), &earlier("STOPPED 2019-01-01, STOPPED 2017-01-01"));
    assert_eq!(facts(&finding)[3], ("earlier_on", "2019-01-01".into()), "the latest");
}

#[test]
fn one_who_never_had_one_is_told_nothing_of_others() {
    let finding = check(day("2017-03-01"), &[]);
    assert_eq!(facts(&finding), [("first_day", "2017-03-01".into()), ("earlier_igus", "0".into())]);
}

//! The worked examples of the page are the tests: page and code cannot part.

use law::Enforcement::Block;
use testkit::day;

use super::*;
use crate::rules::page;

const PAGE: &str = include_str!("../../../../../../docs/law/ratio-occupies.md");

#[test]
fn the_worked_examples_of_the_page_hold() {
    for cells in page::examples(PAGE) {
        let [first_day, measure, place, verdict] = cells.as_slice() else {
            panic!("a row of four cells: {cells:?}")
        };
        let (on, measure) = (day(first_day), page::measure(measure));
        assert_eq!(takes_a_place(on, measure), *place == "taken", "{cells:?}");
        assert_eq!(check(on, measure).verdict, page::verdict(verdict), "{cells:?}");
    }
}

#[test]
fn the_rows_are_those_of_the_page_with_examples_on_both_sides() {
    page::boundaries(PAGE, ROWS);
}

#[test]
fn it_never_refuses() {
    assert!(ROWS.iter().all(|row| row.enforcement != Block));
}

#[test]
fn the_finding_says_whether_a_place_is_taken() {
    let place = |on| {
        let said = check(day(on), WageSubsidy);
        said.facts.iter().find(|it| it.name == "place").map(|it| it.value.clone())
    };
    assert_eq!(place("2019-12-31"), Some(FactValue::code("TAKEN")));
    assert_eq!(place("2020-01-01"), Some(FactValue::code("NOT_TAKEN")));
}

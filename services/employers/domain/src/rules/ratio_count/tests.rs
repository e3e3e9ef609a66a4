//! The worked examples of the page are the tests: page and code cannot part.

use law::Enforcement::Block;
use testkit::day;

use super::*;
use crate::{rules::page, values::HeadcountLevel};

const PAGE: &str = include_str!("../../../../../../docs/law/ratio-count.md");

fn headcount(level: &str, method: &str) -> Option<Headcount> {
    let level = HeadcountLevel::ALL.iter().find(|it| it.code() == level)?;
    let method = HeadcountMethod::ALL.iter().find(|it| it.code() == method)?;
    Some(Headcount { level: *level, method: *method, ..page::headcount(12) })
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    for cells in page::examples(PAGE) {
        let [first_day, level, method, as_the_rule_says, verdict] = cells.as_slice() else {
            panic!("a row of five cells: {cells:?}")
        };
        let headcount = headcount(level, method);
        assert_eq!(headcount.is_none(), method.is_empty(), "{cells:?}");
        let finding = check(day(first_day), headcount);
        assert_eq!(finding.verdict, page::verdict(verdict), "{cells:?}");
        let fact = finding.facts.iter().find(|it| it.name == "counted_as_the_rule_says");
        let expected = match *as_the_rule_says {
            "YES" => Some(FactValue::code("YES")),
            "NO" => Some(FactValue::code("NO")),
            "" => None,
            other => panic!("{other}"),
        };
        assert_eq!(fact.map(|it| it.value.clone()), expected, "{cells:?}");
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

//! The worked examples of the page are the tests: page and code cannot part.

use law::FactValue;
use testkit::day;

use super::*;
use crate::rules::page;

const PAGE: &str = include_str!("../../../../../../docs/law/ratio-internship-integration.md");

fn said(cells: &[&str]) -> Finding {
    let [first_day, measure, n, here, elsewhere, as_of, _] = cells else {
        panic!("a row of seven cells: {cells:?}")
    };
    let places = page::places(first_day, n, here, elsewhere, as_of);
    check(day(first_day), page::measure(measure), &places, page::hours_not_stated(&places))
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    for cells in page::examples(PAGE) {
        assert_eq!(said(&cells).verdict, page::verdict(cells[6]), "{cells:?}");
    }
}

#[test]
fn the_rows_are_those_of_the_page_with_examples_on_both_sides() {
    page::boundaries(PAGE, ROWS);
}

#[test]
fn it_warns_of_hours_from_the_day_on_which_the_supported_are_full_time_persons() {
    for (on, asked, expected) in [
        ("2019-12-31", 19, law::Verdict::Warns),
        ("2020-01-01", 19, law::Verdict::Holds),
        ("2020-01-01", 20, law::Verdict::Warns),
    ] {
        let places = page::places(on, "5", "1", "0", "2019-12-31");
        let said = check(day(on), Internship, &places, SupportedHours { here: 18, asked });
        assert_eq!(said.verdict, expected, "{on} {asked}");
    }
}

#[test]
fn the_order_in_force_on_the_day_is_cited_also_where_it_was_not_seen() {
    for (on, citation) in [
        ("2024-12-31", "Lovtidende A 2020:1307 § 41"),
        ("2025-01-01", "Lovtidende A 2024:1761 (teksten er ikke set)"),
        ("2026-01-31", "Lovtidende A 2024:1761 (teksten er ikke set)"),
        ("2026-02-01", "Lovtidende A 2026:208 § 28"),
    ] {
        assert_eq!(said(&[on, "INTERNSHIP", "9", "0", "0", on, ""]).citation, citation);
    }
}

#[test]
fn it_never_refuses() {
    assert!(ROWS.iter().all(|row| row.enforcement == Warn));
}

#[test]
fn before_the_formula_was_clearly_in_force_the_finding_says_so() {
    for (on, unclear) in [("2016-09-30", true), ("2016-10-01", false)] {
        let finding = said(&[on, "INTERNSHIP", "12", "2", "0", "2016-09-30", ""]);
        let fact = finding
            .facts
            .iter()
            .any(|it| it.name == "formula" && it.value == FactValue::code("NOT_CLEARLY_IN_FORCE"));
        assert_eq!(fact, unclear, "{on}");
    }
}

#[test]
fn a_wage_subsidy_is_not_its_matter() {
    let finding = said(&["2018-03-05", "WAGE_SUBSIDY", "12", "9", "0", "2018-03-01", ""]);
    assert_eq!(finding.verdict, law::Verdict::Holds);
    assert!(finding.facts.iter().any(|it| it.value == FactValue::code("NOT_TESTED")));
}

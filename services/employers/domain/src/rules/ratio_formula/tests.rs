//! The worked examples of the page are the tests: page and code cannot part.

use law::{FactValue, Verdict};
use testkit::day;

use super::*;
use crate::{
    rules::page,
    values::{Headcount, HeadcountLevel},
};

const PAGE: &str = include_str!("../../../../../../docs/law/ratio-formula.md");

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

/// An example of the table in hours: everything but the verdict.
fn said_of_hours(cells: &[&str]) -> Finding {
    let [first_day, n, here, asked, elsewhere, _] = cells else {
        panic!("a row of six cells: {cells:?}")
    };
    let on = day(first_day);
    let here: Vec<_> = here.split(", ").filter(|it| *it != "none").map(page::hours).collect();
    let as_of = on.yesterday().unwrap().to_string();
    let places = page::places(first_day, n, &here.len().to_string(), elsewhere, &as_of);
    let hours = SupportedHours { here: here.iter().sum(), asked: page::hours(asked) };
    check(on, Internship, &places, hours)
}

#[test]
fn the_examples_in_hours_hold() {
    let (_, table) = PAGE.split_once("## Examples in hours").unwrap();
    let (table, _) = table.split_once("## Worked examples").unwrap();
    let rows: Vec<_> = table.lines().filter(|it| it.starts_with("| 2")).map(page::cells).collect();
    assert_eq!(rows.len(), 23);
    for cells in rows {
        assert_eq!(said_of_hours(&cells).verdict, page::verdict(cells[5]), "{cells:?}");
    }
}

#[test]
fn a_breach_in_hours_names_heads_and_hours() {
    let facts = |on, asked| {
        let said = said_of_hours(&[on, "5", "18", asked, "0", ""]);
        let names =
            ["supported_with_this", "allowed", "supported_hours_with_this", "allowed_hours"];
        names.map(|name| said.facts.iter().find(|it| it.name == name).map(|it| it.value.clone()))
    };
    let number = |it| Some(FactValue::Number(it));
    assert_eq!(facts("2020-01-01", "20"), [number(2), number(1), number(38), number(37)]);
    assert_eq!(facts("2019-12-31", "20"), [number(2), number(1), None, None]);
}

#[test]
fn the_rows_are_those_of_the_page_with_examples_on_both_sides() {
    page::boundaries(PAGE, ROWS);
}

#[test]
fn the_table_of_the_page_is_the_formula() {
    let (_, table) = PAGE.split_once("| n | allowed |").unwrap();
    let (table, _) = table.split_once("## Rows").unwrap();
    let mut read = 0;
    for line in table.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| -")) {
        let (n, places) = line.trim_matches(['|', ' ']).split_once(" | ").unwrap();
        assert_eq!(allowed(n.parse().unwrap()), places.parse::<i64>().unwrap(), "{line}");
        read += 1;
    }
    assert_eq!(read, 15);
}

#[test]
fn only_what_blocks_is_tested() {
    for (on, measure, expected) in [
        ("2014-12-31", Internship, false),
        ("2015-01-01", Internship, true),
        ("2024-12-31", UtilityJob, true),
        ("2025-01-01", UtilityJob, false),
        ("2025-01-01", WageSubsidy, true),
        ("2026-12-31", WageSubsidy, true),
        ("2027-01-01", WageSubsidy, false),
    ] {
        assert_eq!(refuses(day(on), measure), expected, "{on} {measure:?}");
    }
}

#[test]
fn a_breach_names_the_row_and_what_was_counted() {
    let cells = ["2018-03-05", "INTERNSHIP", "12", "1", "2", "2018-03-01", ""];
    let finding = said(&cells);
    assert_eq!(finding.verdict, Verdict::Breach);
    assert_eq!(finding.rule.id, "ratio.formula");
    assert_eq!(finding.citation, "Lovtidende A 2014:1564 §§ 64, 83");
    assert_eq!((finding.row_from, finding.on), (Some(day("2015-01-01")), day("2018-03-05")));
    let facts: Vec<_> = finding.facts.iter().map(|it| (&*it.name, it.value.clone())).collect();
    assert_eq!(
        facts,
        [
            ("measure", FactValue::code("INTERNSHIP")),
            ("ordinary_employees", FactValue::Number(12)),
            ("headcount_as_of", FactValue::Date(day("2012-01-01"))),
            ("supported_here", FactValue::Number(1)),
            ("supported_elsewhere", FactValue::Number(2)),
            ("elsewhere_as_of", FactValue::Date(day("2018-03-01"))),
            ("supported_with_this", FactValue::Number(4)),
            ("allowed", FactValue::Number(2)),
        ]
    );
}

#[test]
fn a_number_of_the_whole_employer_refuses_and_never_says_that_places_are_enough() {
    for (here, expected) in [(1, Verdict::NotKnown), (2, Verdict::Breach)] {
        let mut places = page::places("2018-03-05", "12", "0", "0", "2018-03-01");
        places.supported_here = here;
        places.headcount = Some(Headcount { level: HeadcountLevel::Cvr, ..page::headcount(12) });
        assert_eq!(
            check(day("2018-03-05"), Internship, &places, page::hours_not_stated(&places)).verdict,
            expected,
            "{here}"
        );
    }
}

#[test]
fn a_finding_says_what_is_not_known() {
    for (cells, what) in [
        (["2018-03-05", "INTERNSHIP", "", "0", "0", "2018-03-01", ""], "ORDINARY_EMPLOYEES"),
        (["2018-03-05", "INTERNSHIP", "12", "2", "", "", ""], "PLACES_ELSEWHERE"),
        (["2018-03-05", "INTERNSHIP", "12", "2", "0", "2018-03-06", ""], "PLACES_ELSEWHERE"),
        (
            ["2018-03-05", "INTERNSHIP", "12", "2", "0", "2018-02-01", ""],
            "PLACES_ELSEWHERE_AFTER_31_DAYS",
        ),
    ] {
        let finding = said(&cells);
        let fact = finding.facts.iter().find(|it| it.name == "not_known");
        assert_eq!(fact.map(|it| it.value.clone()), Some(FactValue::code(what)), "{cells:?}");
    }
}

//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::*;
use crate::rules::page;

const PAGE: &str = include_str!("../../../../../../docs/law/ratio-subsidy-integration.md");

#[test]
fn the_worked_examples_of_the_page_hold() {
    for cells in page::examples(PAGE) {
        let [first_day, verdict] = cells.as_slice() else { panic!("two cells: {cells:?}") };
        assert_eq!(check(day(first_day)).verdict, page::verdict(verdict), "{cells:?}");
    }
}

#[test]
fn the_rows_are_those_of_the_page_with_examples_on_both_sides() {
    page::boundaries(PAGE, ROWS);
}

#[test]
fn it_informs_and_never_refuses() {
    assert!(ROWS.iter().all(|row| row.enforcement == Inform));
}

#[test]
fn each_row_is_cited() {
    for (on, citation) in [
        ("2020-09-07", "Lovtidende A 2016:1208 § 44"),
        ("2020-09-08", "Lovtidende A 2020:1307 § 45"),
        ("2024-12-31", "Lovtidende A 2020:1307 § 45"),
        ("2025-01-01", "Lovtidende A 2024:1761 (teksten er ikke set)"),
        ("2026-01-31", "Lovtidende A 2024:1761 (teksten er ikke set)"),
        ("2026-02-01", "Lovtidende A 2026:208 § 30"),
    ] {
        assert_eq!(check(day(on)).citation, citation);
    }
}

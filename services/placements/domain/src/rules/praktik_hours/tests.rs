//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, facts, yes as answer},
    *,
};
use crate::placement::Days;

const PAGE: Page = Page(include_str!("../../../../../../docs/law/praktik-hours.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names_each(&[INTEGRATION, LAB]);
    PAGE.shows_both_sides(INTEGRATION);
    PAGE.shows_both_sides(LAB);
}

fn internship(first: &str, last: &str, hours: &str) -> Internship {
    Internship {
        days: Days::of(day(first), day(last)).expect("in order"),
        weekly_hours: WeeklyHours::of(hours.parse().expect("a number")).expect("of a week"),
    }
}

fn others(cell: &str) -> Vec<Internship> {
    let one = |text: &str| {
        let parts: Vec<_> = text.split(' ').collect();
        internship(parts[0], parts[1], parts[2])
    };
    cell.split(", ").filter(|it| !it.is_empty()).map(one).collect()
}

fn said(cells: &[&str]) -> Finding {
    let this = internship(cells[0], cells[1], cells[3]);
    let others = others(cells[4]);
    check(&HoursCase { this, programme_runs: answer(cells[2]), others: &others })
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(48, said);
}

#[test]
fn it_never_refuses() {
    assert!(INTEGRATION.iter().chain(LAB).all(|row| row.enforcement == Warn));
}

#[test]
fn a_finding_names_the_row_of_the_worst_day_and_what_was_looked_at_whatever_the_order() {
    let mut others = others(
        "2016-09-20 2016-09-30 20, 2016-09-28 2016-10-02 10, 2016-10-01 2016-10-20 30, 2016-10-05 2016-10-09 10",
    );
    let this = internship("2016-09-26", "2016-10-21", "7");
    for _ in 0..others.len() {
        others.rotate_left(1);
        let finding = check(&HoursCase { this, programme_runs: Some(true), others: &others });
        assert_eq!(finding.citation, "Lovtidende A 2016:1208 § 36, stk. 2");
        assert_eq!((finding.on, finding.row_from), (day("2016-10-01"), Some(day("2016-10-01"))));
        assert_eq!(
            facts(&finding),
            [
                ("first_day", "2016-09-26".into()),
                ("last_day", "2016-10-21".into()),
                ("programme_runs", "YES".into()),
                ("weekly_hours_with_this", "47".into()),
                ("limit_weekly_hours", "37".into()),
                ("weekly_hours_of_others", "40".into()),
                ("other_internships", "2".into()),
            ]
        );
    }
}

#[test]
fn where_the_act_is_expected_to_have_changed_it_is_said() {
    let finding = said(&["2027-01-01", "2027-01-28", "no", "30", ""]);
    assert_eq!(facts(&finding).last(), Some(&("law_state", "EXPECTED_TO_HAVE_CHANGED".into())));
}

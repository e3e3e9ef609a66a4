//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-target-group.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(24, |cells| {
        check(day(cells[0]), coded(ResidenceBasis::ALL, ResidenceBasis::code, cells[1]))
    });
}

#[test]
fn everyone_of_the_rows_before_stays_in_the_group() {
    for pair in ROWS.windows(2) {
        let later = pair[1].content.lawful;
        assert!(pair[0].content.lawful.iter().all(|it| later.contains(it)));
    }
    let last = ROWS[ROWS.len() - 1].content.lawful;
    assert_eq!(last.len(), ResidenceBasis::ALL.len());
}

#[test]
fn a_warning_says_from_which_day_it_is_certain() {
    let finding = check(day("2022-03-16"), Some(UkraineAct));
    assert_eq!(finding.verdict, Verdict::Warns);
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2022-03-16".into()),
            ("residence_basis", "UKRAINE_ACT".into()),
            ("certain_from", "2022-03-17".into()),
        ]
    );
    let refused = check(day("2022-03-16"), Some(AfghanistanAct));
    assert_eq!(facts(&refused).len(), 2, "the day is only of the one it is doubtful for");
}

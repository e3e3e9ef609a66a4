//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-register-deadline.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

fn channel(cell: &str) -> IguChannel {
    coded(IguChannel::ALL, IguChannel::code, cell).expect("a channel")
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(27, |cells| check(day(cells[0]), day(cells[1]), channel(cells[2])));
}

#[test]
fn it_never_refuses() {
    assert!(ROWS.iter().all(|row| row.enforcement == Warn));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2017-01-31"), day("2017-03-01"), Vitas);
    assert_eq!(finding.citation, "Lovtidende A 2016:1623 § 3, stk. 2");
    assert_eq!(finding.on, day("2017-01-31"));
    assert_eq!(
        facts(&finding),
        [
            ("concluded_on", "2017-01-31".into()),
            ("due_on", "2017-02-28".into()),
            ("registered_on", "2017-03-01".into()),
            ("channel", "VITAS".into()),
        ]
    );
}

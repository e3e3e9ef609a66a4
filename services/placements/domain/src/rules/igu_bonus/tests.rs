//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/igu-bonus.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

/// As the page writes them: due day, kroner, and `certificate` where one is asked for.
fn written(first_day: Date, sector: Sector) -> String {
    let one = |it: &Instalment| {
        let certificate = if it.certificate_required { " certificate" } else { "" };
        assert_eq!(it.amount_ore % 100, 0);
        format!("{} {}{certificate}", it.due_on, it.amount_ore / 100)
    };
    instalments(first_day, sector).iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(19, |cells| {
        let sector = coded(Sector::ALL, Sector::code, cells[1]);
        if let Some(sector) = sector {
            assert_eq!(written(day(cells[0]), sector), cells[2], "{cells:?}");
        }
        check(day(cells[0]), sector)
    });
}

#[test]
fn every_row_gives_forty_thousand_kroner_in_all_and_counts_from_one() {
    for row in ROWS {
        let first_day = row.from.expect("every row begins");
        let all = instalments(first_day, Sector::Private);
        assert_eq!(all.iter().map(|it| it.amount_ore).sum::<i64>(), 4_000_000);
        assert!((1..).zip(&all).all(|(number, it)| it.number == number), "{all:?}");
        assert_eq!(instalments(first_day, Sector::Public), []);
    }
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2024-02-01"), Some(Sector::Private));
    assert_eq!(finding.citation, "Lovtidende A 2023:1825 § 16, stk. 2");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2024-02-01".into()),
            ("sector", "PRIVATE".into()),
            ("instalments", "3".into()),
            ("bonus_kroner", "40000".into()),
        ]
    );
    let public = check(day("2024-02-01"), Some(Sector::Public));
    assert_eq!(facts(&public)[3], ("bonus_kroner", "0".into()));
}

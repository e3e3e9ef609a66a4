//! The worked examples of the page are the tests: page and code cannot part.

use kernel::Month;
use testkit::day;

use super::*;

const PAGE: &str = include_str!("../../../../../../docs/law/benefit-calendar.md");

const BASES: [ResidenceBasis; 6] = [
    ResidenceBasis::Refugee,
    ResidenceBasis::QuotaRefugee,
    ResidenceBasis::FamilyReunifiedToRefugee,
    ResidenceBasis::FamilyReunifiedOther,
    ResidenceBasis::UkraineAct,
    ResidenceBasis::AfghanistanAct,
];

const PROGRAMMES: [ProgrammeKind; 3] =
    [ProgrammeKind::Integration, ProgrammeKind::SelfSupportAndReturn, ProgrammeKind::Introduction];

/// The cells of the example table, row by row.
fn examples() -> Vec<Vec<&'static str>> {
    let (_, table) = PAGE.split_once("## Worked examples").expect("the page has examples");
    table
        .lines()
        .filter(|line| line.starts_with("| 2"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    Month::new(year.parse().ok()?, month.parse().ok()?)
}

fn case(cells: &[&str]) -> Case {
    let [first_day, kind, basis, responsible_from, permit, programme, _] = cells else {
        panic!("a row of seven cells: {cells:?}")
    };
    Case {
        first_day: day(first_day),
        kind: BenefitKind::ALL.into_iter().find(|it| it.code() == *kind).expect("a kind"),
        residence_basis: BASES.into_iter().find(|it| it.code() == *basis).expect("a basis"),
        responsible_from: day(responsible_from),
        first_permit_month: month(permit),
        programme: (!programme.is_empty())
            .then(|| PROGRAMMES.into_iter().find(|it| it.code() == *programme).expect("one")),
    }
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    let examples = examples();
    assert!(examples.len() >= 30, "only {} examples were read", examples.len());
    for cells in examples {
        let expected = match cells[6] {
            "holds" => Verdict::Holds,
            "warns" => Verdict::Warns,
            "not known" => Verdict::NotKnown,
            other => panic!("no verdict: {other}"),
        };
        assert_eq!(check(&case(&cells)).verdict, expected, "{cells:?}");
    }
}

#[test]
fn every_boundary_day_of_the_calendar_has_examples_on_both_sides() {
    let days: Vec<_> = examples().iter().map(|cells| day(cells[0])).collect();
    for row in CALENDAR {
        let Some(from) = row.from else { continue };
        let before = from.yesterday().expect("not the first day of time");
        assert!(days.contains(&from), "no example on {from}");
        assert!(days.contains(&before), "no example on {before}");
    }
}

#[test]
fn the_rows_follow_each_other_without_gap_and_the_page_names_their_days() {
    assert_eq!(CALENDAR[0].from, None);
    assert_eq!(CALENDAR[CALENDAR.len() - 1].to, None);
    for pair in CALENDAR.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
        let from = pair[1].from.expect("only the first row is open backwards");
        assert!(PAGE.contains(&format!("\n| {from} |")), "the page has no row from {from}");
    }
}

#[test]
fn it_never_refuses() {
    assert!(CALENDAR.iter().all(|row| row.enforcement == Warn));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let cells = ["2016-07-01", "CASH_BENEFIT", "REFUGEE", "2016-06-01", "2016-05", "", ""];
    let finding = check(&case(&cells));
    assert_eq!(finding.verdict, Verdict::Warns);
    assert_eq!(finding.row_from, Some(day("2016-07-01")));
    assert_eq!(finding.on, day("2016-07-01"));
    assert_eq!(finding.citation, "Lovtidende A 2017:1127 § 16, stk. 2");
    let facts: Vec<_> = finding.facts.iter().map(|it| (&*it.name, it.value.clone())).collect();
    assert_eq!(
        facts,
        [
            ("benefit_kind", FactValue::code("CASH_BENEFIT")),
            ("residence_basis", FactValue::code("REFUGEE")),
            ("responsible_from", Day(day("2016-06-01"))),
            ("programme_kind", FactValue::code("NOT_RECORDED")),
            ("first_permit_year_month", Number(201_605)),
        ]
    );
}

use testkit::{Scenario, day};

use super::*;
use crate::values::{CompanyFactSource, HeadcountLevel, HeadcountMethod};

fn p_number() -> PNumber {
    PNumber::parse("9999000001").unwrap()
}

fn cvr(number: &str) -> CvrNumber {
    CvrNumber::parse(number).unwrap()
}

fn municipality(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).unwrap()
}

fn register(number: &str, located_in: &str) -> Command {
    Command::Register {
        p_number: p_number(),
        cvr: cvr(number),
        located_in: municipality(located_in),
    }
}

fn registered() -> Event {
    Event::Registered {
        p_number: p_number(),
        cvr: cvr("99990007"),
        located_in: municipality("350"),
    }
}

fn headcount(ordinary_employees: i64, as_of: &str) -> Headcount {
    Headcount {
        ordinary_employees,
        level: HeadcountLevel::PNumber,
        method: HeadcountMethod::HeadsAverage,
        as_of: day(as_of),
        source: CompanyFactSource::Employer,
    }
}

fn counted(ordinary_employees: i64, as_of: &str) -> Event {
    Event::HeadcountRecorded {
        p_number: p_number(),
        headcount: headcount(ordinary_employees, as_of),
    }
}

fn elsewhere(places: i64, as_of: &str) -> PlacesElsewhere {
    PlacesElsewhere { places, as_of: day(as_of), source: CompanyFactSource::Vitas }
}

fn held_elsewhere(places: i64, as_of: &str) -> Event {
    Event::PlacesElsewhereRecorded { p_number: p_number(), elsewhere: elsewhere(places, as_of) }
}

fn record(ordinary_employees: i64, as_of: &str) -> Command {
    Command::RecordHeadcount {
        headcount: headcount(ordinary_employees, as_of),
        today: day("2018-03-05"),
    }
}

fn record_elsewhere(places: i64, as_of: &str) -> Command {
    Command::RecordPlacesElsewhere { elsewhere: elsewhere(places, as_of), today: day("2018-03-05") }
}

#[test]
fn a_workplace_is_registered_once_and_with_one_company() {
    Scenario::<Workplace>::given([]).when(register("99990007", "350")).then([registered()]);
    Scenario::<Workplace>::given([registered()]).when(register("99990007", "350")).then([]);
    Scenario::<Workplace>::given([registered()])
        .when(register("99990007", "621"))
        .then_refused(&Refusal::LiesElsewhere);
    Scenario::<Workplace>::given([registered()])
        .when(register("99990023", "350"))
        .then_refused(&Refusal::OtherEmployer);
}

#[test]
fn no_figure_is_recorded_of_nobody() {
    Scenario::<Workplace>::given([])
        .when(record(12, "2018-03-01"))
        .then_refused(&Refusal::NotFound);
    Scenario::<Workplace>::given([])
        .when(record_elsewhere(1, "2018-03-01"))
        .then_refused(&Refusal::NotFound);
    assert_eq!(Workplace::default().facts().err(), Some(Refusal::NotFound));
}

#[test]
fn a_figure_is_of_a_day_that_has_come() {
    let past = || [registered()];
    Scenario::<Workplace>::given(past())
        .when(record(12, "2018-03-05"))
        .then([counted(12, "2018-03-05")]);
    Scenario::<Workplace>::given(past())
        .when(record(12, "2018-03-06"))
        .then_refused(&Refusal::DayInFuture);
    Scenario::<Workplace>::given(past())
        .when(record_elsewhere(0, "2018-03-05"))
        .then([held_elsewhere(0, "2018-03-05")]);
    Scenario::<Workplace>::given(past())
        .when(record_elsewhere(0, "2018-03-06"))
        .then_refused(&Refusal::DayInFuture);
}

#[test]
fn the_same_figure_again_is_already_so_and_another_is_recorded() {
    let past = || [registered(), counted(12, "2018-03-01"), held_elsewhere(2, "2018-03-01")];
    Scenario::<Workplace>::given(past()).when(record(12, "2018-03-01")).then([]);
    Scenario::<Workplace>::given(past())
        .when(record(13, "2018-03-01"))
        .then([counted(13, "2018-03-01")]);
    Scenario::<Workplace>::given(past()).when(record_elsewhere(2, "2018-03-01")).then([]);
    for (places, as_of) in [(1, "2018-03-01"), (2, "2018-03-02"), (2, "2018-02-28")] {
        Scenario::<Workplace>::given(past())
            .when(record_elsewhere(places, as_of))
            .then([held_elsewhere(places, as_of)]);
    }
}

#[test]
fn the_newest_headcount_not_after_the_day_counts_and_of_one_day_the_last_recorded() {
    let workplace = [
        registered(),
        counted(12, "2018-03-01"),
        counted(20, "2018-04-01"),
        counted(10, "2018-01-01"),
        counted(13, "2018-03-01"),
    ]
    .iter()
    .fold(Workplace::default(), Workplace::evolve);
    let facts = workplace.facts().unwrap();
    for (on, expected) in [
        ("2017-12-31", None),
        ("2018-01-01", Some(headcount(10, "2018-01-01"))),
        ("2018-02-28", Some(headcount(10, "2018-01-01"))),
        ("2018-03-01", Some(headcount(13, "2018-03-01"))),
        ("2018-03-31", Some(headcount(13, "2018-03-01"))),
        ("2018-04-01", Some(headcount(20, "2018-04-01"))),
    ] {
        assert_eq!(facts.headcount_on(day(on)), expected, "{on}");
    }
}

#[test]
fn the_newest_count_elsewhere_not_after_the_day_counts_and_of_one_day_the_last_recorded() {
    let workplace = [
        registered(),
        held_elsewhere(3, "2018-03-01"),
        held_elsewhere(1, "2018-02-01"),
        held_elsewhere(2, "2018-03-01"),
    ]
    .iter()
    .fold(Workplace::default(), Workplace::evolve);
    let facts = workplace.facts().unwrap();
    for (on, expected) in [
        ("2018-01-31", None),
        ("2018-02-01", Some(elsewhere(1, "2018-02-01"))),
        ("2018-02-28", Some(elsewhere(1, "2018-02-01"))),
        ("2018-03-01", Some(elsewhere(2, "2018-03-01"))),
        ("2030-01-01", Some(elsewhere(2, "2018-03-01"))),
    ] {
        assert_eq!(facts.elsewhere_on(day(on)), expected, "{on}");
    }
    // Already so of its own day, whatever is newer; the one that was mended is not.
    let past = || [registered(), held_elsewhere(3, "2018-03-01"), held_elsewhere(1, "2018-02-01")];
    for (places, as_of) in [(3, "2018-03-01"), (1, "2018-02-01")] {
        Scenario::<Workplace>::given(past()).when(record_elsewhere(places, as_of)).then([]);
    }
}

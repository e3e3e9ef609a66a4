use testkit::{Scenario, day};

use super::*;
use crate::values::Sector::{Private, Public};

fn cvr() -> CvrNumber {
    CvrNumber::parse("99990007").unwrap()
}

fn registered() -> Event {
    Event::Registered { employer: streams::employer_id(cvr()), cvr: cvr() }
}

fn sector_set(sector: Sector, first_day: &str) -> Event {
    Event::SectorSet {
        employer: streams::employer_id(cvr()),
        cvr: cvr(),
        sector,
        first_day: day(first_day),
        source: CompanyFactSource::Cvr,
    }
}

fn set(sector: Sector, first_day: &str) -> Command {
    let (source, today) = (CompanyFactSource::Cvr, day("2018-03-05"));
    Command::SetSector { sector, first_day: day(first_day), source, today }
}

#[test]
fn a_company_is_registered_once_and_a_known_one_is_already_so() {
    let register = || Command::Register { cvr: cvr() };
    Scenario::<Employer>::given([]).when(register()).then([registered()]);
    Scenario::<Employer>::given([registered()]).when(register()).then([]);
    Scenario::<Employer>::given([registered(), sector_set(Private, "2015-01-01")])
        .when(register())
        .then([]);
}

#[test]
fn a_sector_is_set_from_a_day_that_has_come() {
    for first_day in ["1990-01-01", "2018-03-05"] {
        Scenario::<Employer>::given([registered()])
            .when(set(Private, first_day))
            .then([sector_set(Private, first_day)]);
    }
    Scenario::<Employer>::given([registered()])
        .when(set(Private, "2018-03-06"))
        .then_refused(&Refusal::DayInFuture);
}

#[test]
fn nobody_has_no_sector() {
    Scenario::<Employer>::given([])
        .when(set(Private, "2015-01-01"))
        .then_refused(&Refusal::NotFound);
    assert_eq!(Employer::default().facts().err(), Some(Refusal::NotFound));
}

#[test]
fn the_same_sector_from_that_day_or_a_later_one_is_already_so() {
    for first_day in ["2015-01-01", "2016-07-01"] {
        Scenario::<Employer>::given([registered(), sector_set(Private, "2015-01-01")])
            .when(set(Private, first_day))
            .then([]);
    }
}

#[test]
fn the_same_sector_from_an_earlier_day_reaches_back() {
    Scenario::<Employer>::given([registered(), sector_set(Private, "2015-01-01")])
        .when(set(Private, "2014-12-31"))
        .then([sector_set(Private, "2014-12-31")]);
}

#[test]
fn the_same_first_day_with_another_sector_corrects_it() {
    Scenario::<Employer>::given([registered(), sector_set(Private, "2015-01-01")])
        .when(set(Public, "2015-01-01"))
        .then([sector_set(Public, "2015-01-01")]);
    // Of several too, the first as well as the last; and back again.
    let past =
        || [registered(), sector_set(Private, "2015-01-01"), sector_set(Public, "2017-01-01")];
    for (sector, first_day) in [(Public, "2015-01-01"), (Private, "2017-01-01")] {
        Scenario::<Employer>::given(past())
            .when(set(sector, first_day))
            .then([sector_set(sector, first_day)]);
    }
    let corrected = past().into_iter().chain([sector_set(Private, "2017-01-01")]);
    Scenario::<Employer>::given(corrected)
        .when(set(Public, "2017-01-01"))
        .then([sector_set(Public, "2017-01-01")]);
}

#[test]
fn a_correction_holds_until_the_next_one_set_and_moves_no_day() {
    let company = [
        registered(),
        sector_set(Private, "2015-01-01"),
        sector_set(Public, "2017-01-01"),
        sector_set(Public, "2015-01-01"),
        sector_set(Private, "2017-01-01"),
    ]
    .iter()
    .fold(Employer::default(), Employer::evolve);
    let expected = [(day("2015-01-01"), Public), (day("2017-01-01"), Private)];
    assert_eq!(company.facts().unwrap().sectors, expected);
}

#[test]
fn another_sector_is_not_set_from_a_day_before_one_that_was_set() {
    let past =
        || [registered(), sector_set(Private, "2015-01-01"), sector_set(Public, "2017-01-01")];
    for (sector, first_day) in
        [(Public, "2014-12-31"), (Private, "2016-12-31"), (Private, "2014-12-31")]
    {
        Scenario::<Employer>::given(past())
            .when(set(sector, first_day))
            .then_refused(&Refusal::SectorAlreadySet);
    }
    Scenario::<Employer>::given(past())
        .when(set(Private, "2017-01-02"))
        .then([sector_set(Private, "2017-01-02")]);
}

#[test]
fn a_sector_holds_until_the_next_one_set() {
    let company = [
        registered(),
        sector_set(Private, "2015-01-01"),
        sector_set(Public, "2017-01-01"),
        sector_set(Private, "2014-01-01"),
    ]
    .iter()
    .fold(Employer::default(), Employer::evolve);
    let facts = company.facts().unwrap();
    for (on, expected) in [
        ("2013-12-31", None),
        ("2014-01-01", Some(Private)),
        ("2015-01-01", Some(Private)),
        ("2016-12-31", Some(Private)),
        ("2017-01-01", Some(Public)),
        ("2030-01-01", Some(Public)),
    ] {
        assert_eq!(facts.sector_on(day(on)), expected, "{on}");
    }
}

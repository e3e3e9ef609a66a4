use kernel::{PersonNumber, Personal, Uuid};
use testkit::{Scenario, day};

use super::*;
use crate::values::PersonalDay;

const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(1));

fn municipality(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).unwrap()
}

fn identity() -> Identity {
    Identity {
        person_number: PersonNumber::parse("6101900000", false).unwrap(),
        given_names: Personal::new("Prøve".to_owned()),
        family_name: Personal::new("Person".to_owned()),
        birth_date: PersonalDay::new(day("1990-01-17")),
        residence_registered_on: Some(PersonalDay::new(day("2016-03-01"))),
        external_id: None,
    }
}

fn register(asker: &str) -> Command {
    registering(asker, identity())
}

fn registering(asker: &str, identity: Identity) -> Command {
    Command::Register {
        citizen: CITIZEN,
        asker: municipality(asker),
        sex: Sex::Female,
        residence_basis: ResidenceBasis::Refugee,
        origin_group: OriginGroup::NonWestern,
        first_permit_month: Month::new(2015, 8),
        identity,
        today: day("2016-03-01"),
    }
}

fn registered(identity: Option<Identity>) -> Event {
    Event::Registered {
        citizen: CITIZEN,
        municipality: municipality("350"),
        sex: Sex::Female,
        birth_month: Month::new(1990, 1).unwrap(),
        residence_basis: ResidenceBasis::Refugee,
        origin_group: OriginGroup::NonWestern,
        first_permit_month: Month::new(2015, 8),
        identity,
    }
}

fn taken_over(first_day: &str) -> Event {
    Event::ResponsibilityTakenOver {
        citizen: CITIZEN,
        municipality: municipality("350"),
        first_day: day(first_day),
    }
}

fn take_over(asker: &str, first_day: &str) -> Command {
    Command::TakeOver {
        asker: municipality(asker),
        first_day: day(first_day),
        today: day("2016-03-01"),
    }
}

#[test]
fn a_person_is_registered_with_the_birth_month_and_the_rest_sealed() {
    Scenario::<Citizen>::given([]).when(register("350")).then([registered(Some(identity()))]);
}

#[test]
fn nobody_is_registered_twice_under_one_id() {
    Scenario::<Citizen>::given([registered(None)])
        .when(register("350"))
        .then_refused(&Refusal::AlreadyRegistered);
}

#[test]
fn responsibility_is_taken_over_today_at_the_latest() {
    for first_day in ["2015-09-01", "2016-03-01"] {
        Scenario::<Citizen>::given([registered(None)])
            .when(take_over("350", first_day))
            .then([taken_over(first_day)]);
    }
    Scenario::<Citizen>::given([registered(None)])
        .when(take_over("350", "2016-03-02"))
        .then_refused(&Refusal::DayInFuture);
}

#[test]
fn taking_over_again_on_the_same_day_changes_nothing() {
    Scenario::<Citizen>::given([registered(None), taken_over("2015-09-01")])
        .when(take_over("350", "2015-09-01"))
        .then([]);
}

#[test]
fn taking_over_again_on_another_day_is_refused() {
    for other in ["2015-08-31", "2015-09-02"] {
        Scenario::<Citizen>::given([registered(None), taken_over("2015-09-01")])
            .when(take_over("350", other))
            .then_refused(&Refusal::AlreadyTakenOver);
    }
}

#[test]
fn another_municipality_hears_the_same_as_of_nobody() {
    Scenario::<Citizen>::given([])
        .when(take_over("350", "2015-09-01"))
        .then_refused(&Refusal::NotFound);
    for past in [vec![registered(None)], vec![registered(None), taken_over("2015-09-01")]] {
        Scenario::<Citizen>::given(past)
            .when(take_over("849", "2015-09-01"))
            .then_refused(&Refusal::NotFound);
    }
}

#[test]
fn the_facts_are_for_the_municipality_that_holds_the_citizen_only() {
    let citizen = [registered(None), taken_over("2015-09-01")]
        .iter()
        .fold(Citizen::default(), Citizen::evolve);
    assert_eq!(citizen.held_by(municipality("849")), Err(Refusal::NotFound));
    assert_eq!(
        citizen.held_by(municipality("350")),
        Ok(Facts {
            citizen: CITIZEN,
            held_by: municipality("350"),
            residence_basis: ResidenceBasis::Refugee,
            first_permit_month: Month::new(2015, 8),
            responsible_from: Some(day("2015-09-01")),
        })
    );
}

#[test]
fn an_event_prints_nothing_personal() {
    let text = format!("{:?}", registered(Some(identity())));
    for personal in ["6101900000", "Prøve", "Person\"", "1990-01-17", "[1990, 1, 17]"] {
        assert!(!text.contains(personal), "{personal} is in {text}");
    }
    assert!(text.contains("(personal)"));
}

#[test]
fn an_address_begins_today_or_before_and_may_be_unknown() {
    let with = |residence: Option<&str>| {
        let residence_registered_on = residence.map(|it| PersonalDay::new(day(it)));
        Identity { residence_registered_on, ..identity() }
    };
    for lawful in [None, Some("2016-02-29"), Some("2016-03-01")].map(with) {
        let command = registering("350", lawful.clone());
        Scenario::<Citizen>::given([]).when(command).then([registered(Some(lawful))]);
    }
    let command = registering("350", with(Some("2016-03-02")));
    Scenario::<Citizen>::given([]).when(command).then_refused(&Refusal::DayInFuture);
}

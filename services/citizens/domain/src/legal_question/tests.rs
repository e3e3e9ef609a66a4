use kernel::Uuid;
use testkit::{Scenario, day};

use super::*;
use crate::values::{
    ProgrammeKind::Integration, ReadinessCategory::JobReady, ResidenceBasis::Refugee,
};

const QUESTION: QuestionId = QuestionId::new(Uuid::from_u128(1));
const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(2));

fn case(birth_date: Option<&str>, residence: Option<&str>) -> Case {
    let personal = |it: &str| PersonalDay::new(day(it));
    Case {
        residence_basis: Refugee,
        programme: Runs::Yes(Integration),
        readiness: Some(JobReady),
        birth_date: birth_date.map(personal),
        residence_registered_on: residence.map(personal),
    }
}

fn ask(on: &str, known: Known) -> Command {
    Command { question: QUESTION, citizen: CITIZEN, on: day(on), known }
}

fn facts(case: &Case, on: &str) -> LegalFacts {
    case.on(day(on))
}

#[test]
fn what_follows_is_stated_for_the_municipality_that_holds_the_citizen() {
    let facts = LegalFacts {
        on: day("2017-03-01"),
        age_years: Some(27),
        residence_full_years: Some(1),
        residence_on_anniversary: Some(false),
        residence_basis: Refugee,
        programme: Runs::Yes(Integration),
        readiness: Some(JobReady),
    };
    let known = Known::Held(Box::new(case(Some("1990-01-17"), Some("2015-09-01"))));
    Scenario::<LegalQuestion>::given([]).when(ask("2017-03-01", known)).then([Event::Stated {
        question: QUESTION,
        citizen: CITIZEN,
        facts,
    }]);
}

#[test]
fn nobody_is_unknown_and_of_anothers_citizen_nothing_is_told() {
    for (known, why) in [(Known::Nobody, Why::Unknown), (Known::HeldElsewhere, Why::NotYours)] {
        Scenario::<LegalQuestion>::given([])
            .when(ask("2017-03-01", known))
            .then([Event::Refused { question: QUESTION, why }]);
    }
}

#[test]
fn a_question_is_answered_once_whatever_has_changed_since() {
    let refused = Event::Refused { question: QUESTION, why: Why::Unknown };
    let known = Known::Held(Box::new(case(None, None)));
    Scenario::<LegalQuestion>::given([refused]).when(ask("2017-03-01", known)).then([]);
    let stated = Event::Stated {
        question: QUESTION,
        citizen: CITIZEN,
        facts: facts(&case(None, None), "2017-03-01"),
    };
    Scenario::<LegalQuestion>::given([stated]).when(ask("2018-03-01", Known::Nobody)).then([]);
}

#[test]
fn one_is_a_year_older_on_the_birthday() {
    let case = case(Some("1977-03-15"), None);
    for (on, age) in [
        ("2017-03-14", Some(39)),
        ("2017-03-15", Some(40)),
        ("2017-03-16", Some(40)),
        ("1977-03-15", Some(0)),
        ("1977-03-14", None),
    ] {
        assert_eq!(facts(&case, on).age_years, age, "{on}");
    }
}

#[test]
fn who_was_born_on_29_february_is_a_year_older_on_the_28th_in_other_years() {
    let case = case(Some("1996-02-29"), None);
    for (on, age) in [
        ("2014-02-27", 17),
        ("2014-02-28", 18),
        ("2014-03-01", 18),
        ("2016-02-28", 19),
        ("2016-02-29", 20),
    ] {
        assert_eq!(facts(&case, on).age_years, Some(age), "{on}");
    }
}

#[test]
fn years_of_address_are_full_on_their_anniversary() {
    let case = case(None, Some("2012-03-15"));
    for (on, years, anniversary) in [
        ("2017-03-14", 4, false),
        ("2017-03-15", 5, true),
        ("2017-03-16", 5, false),
        ("2012-03-15", 0, true),
        ("2012-03-16", 0, false),
        ("2013-03-14", 0, false),
        ("2013-03-15", 1, true),
    ] {
        let facts = facts(&case, on);
        assert_eq!(facts.residence_full_years, Some(years), "{on}");
        assert_eq!(facts.residence_on_anniversary, Some(anniversary), "{on}");
    }
    let before = facts(&case, "2012-03-14");
    assert_eq!((before.residence_full_years, before.residence_on_anniversary), (None, None));
}

#[test]
fn an_address_from_29_february_has_its_anniversary_on_the_28th_in_other_years() {
    let case = case(None, Some("2012-02-29"));
    for (on, years, anniversary) in [
        ("2017-02-27", 4, false),
        ("2017-02-28", 5, true),
        ("2017-03-01", 5, false),
        ("2016-02-28", 3, false),
        ("2016-02-29", 4, true),
    ] {
        let facts = facts(&case, on);
        let told = (facts.residence_full_years, facts.residence_on_anniversary);
        assert_eq!(told, (Some(years), Some(anniversary)), "{on}");
    }
}

#[test]
fn what_was_erased_or_never_known_is_absent_and_the_coded_facts_are_still_stated() {
    let facts = facts(&case(None, None), "2017-03-01");
    assert_eq!((facts.age_years, facts.residence_full_years), (None, None));
    assert_eq!(facts.residence_on_anniversary, None);
    assert_eq!((facts.residence_basis, facts.programme), (Refugee, Runs::Yes(Integration)));
    assert_eq!(facts.readiness, Some(JobReady));
}

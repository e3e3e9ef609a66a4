use kernel::{MunicipalityCode, Uuid};
use law::Verdict;
use testkit::{Scenario, day};

use super::*;
use crate::values::{
    BenefitKind::{CashBenefit, IntegrationBenefit},
    ResidenceBasis,
};

const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(1));

fn facts(responsible_from: Option<&str>) -> Facts {
    Facts {
        citizen: CITIZEN,
        held_by: MunicipalityCode::parse("350").unwrap(),
        residence_basis: ResidenceBasis::Refugee,
        first_permit_month: None,
        responsible_from: responsible_from.map(day),
    }
}

/// Today is 2016-09-01; responsibility was taken over on 2016-08-01.
fn ask(order: Order) -> Command {
    asked_of(facts(Some("2016-08-01")), order)
}

fn asked_of(citizen: Facts, order: Order) -> Command {
    Command { citizen, today: day("2016-09-01"), order }
}

fn start(kind: BenefitKind, first_day: &str) -> Order {
    Order::Start { kind, first_day: day(first_day), programme: Some(ProgrammeKind::Integration) }
}

fn stop(last_day: &str) -> Order {
    Order::Stop { last_day: day(last_day) }
}

/// What the calendar says of it.
fn finding(kind: BenefitKind, first_day: &str) -> Finding {
    benefit_calendar::check(&Case {
        kind,
        first_day: day(first_day),
        residence_basis: ResidenceBasis::Refugee,
        first_permit_month: None,
        responsible_from: day("2016-08-01"),
        programme: Some(ProgrammeKind::Integration),
    })
}

fn started(kind: BenefitKind, first_day: &str) -> Event {
    let findings = vec![finding(kind, first_day)];
    Event::Started { citizen: CITIZEN, kind, first_day: day(first_day), findings }
}

fn stopped(last_day: &str) -> Event {
    Event::Stopped { citizen: CITIZEN, last_day: day(last_day) }
}

fn given(past: impl IntoIterator<Item = Event>) -> Scenario<BenefitCourse> {
    Scenario::given(past)
}

#[test]
fn a_benefit_starts_on_the_day_of_the_take_over_at_the_earliest() {
    given([])
        .when(ask(start(IntegrationBenefit, "2016-07-31")))
        .then_refused(&Refusal::DayBeforeTakeOver);
    let findings = given([])
        .when(ask(start(IntegrationBenefit, "2016-08-01")))
        .then([started(IntegrationBenefit, "2016-08-01")]);
    assert_eq!(findings.iter().map(|it| it.verdict).collect::<Vec<_>>(), [Verdict::Holds]);
}

#[test]
fn no_benefit_starts_before_responsibility_was_taken_over() {
    given([])
        .when(asked_of(facts(None), start(IntegrationBenefit, "2016-08-01")))
        .then_refused(&Refusal::NotTakenOver);
}

#[test]
fn a_kind_outside_its_dates_starts_with_a_warning_that_is_stored() {
    let findings = given([])
        .when(ask(start(CashBenefit, "2016-08-01")))
        .then([started(CashBenefit, "2016-08-01")]);
    assert_eq!(findings, [finding(CashBenefit, "2016-08-01")]);
    assert_eq!(findings[0].verdict, Verdict::Warns);
}

#[test]
fn a_benefit_may_start_and_stop_366_days_ahead_and_no_further() {
    given([])
        .when(ask(start(IntegrationBenefit, "2017-09-02")))
        .then([started(IntegrationBenefit, "2017-09-02")]);
    given([started(IntegrationBenefit, "2016-08-01")])
        .when(ask(stop("2017-09-02")))
        .then([stopped("2017-09-02")]);
    for too_far in ["2017-09-03", "2199-12-31", "9999-12-31"] {
        given([]).when(ask(start(IntegrationBenefit, too_far))).then_refused(&Refusal::DayInFuture);
        given([started(IntegrationBenefit, "2016-08-01"), stopped("2016-08-31")])
            .when(ask(start(IntegrationBenefit, too_far)))
            .then_refused(&Refusal::DayInFuture);
        given([started(IntegrationBenefit, "2016-08-01")])
            .when(ask(stop(too_far)))
            .then_refused(&Refusal::DayInFuture);
    }
}

#[test]
fn starting_the_same_kind_on_the_same_day_again_changes_nothing() {
    given([started(IntegrationBenefit, "2016-08-01")])
        .when(ask(start(IntegrationBenefit, "2016-08-01")))
        .then([]);
}

#[test]
fn no_other_benefit_starts_while_one_runs() {
    for (kind, first_day) in [
        (CashBenefit, "2016-09-01"),
        (IntegrationBenefit, "2016-09-02"),
        (IntegrationBenefit, "2016-08-31"),
        (CashBenefit, "2017-01-01"),
    ] {
        given([started(IntegrationBenefit, "2016-09-01")])
            .when(ask(start(kind, first_day)))
            .then_refused(&Refusal::Overlaps);
    }
}

#[test]
fn the_next_benefit_starts_on_the_day_after_the_last_one_at_the_earliest() {
    let past = || given([started(IntegrationBenefit, "2016-09-01"), stopped("2016-12-31")]);
    for overlapping in ["2016-08-15", "2016-09-01", "2016-12-31"] {
        past().when(ask(start(IntegrationBenefit, overlapping))).then_refused(&Refusal::Overlaps);
    }
    past()
        .when(ask(start(IntegrationBenefit, "2017-01-01")))
        .then([started(IntegrationBenefit, "2017-01-01")]);
}

#[test]
fn stopping_twice_on_the_same_day_changes_nothing() {
    given([started(IntegrationBenefit, "2016-09-01"), stopped("2016-12-31")])
        .when(ask(stop("2016-12-31")))
        .then([]);
}

#[test]
fn a_benefit_stops_on_its_first_day_at_the_earliest() {
    given([started(IntegrationBenefit, "2016-09-01")])
        .when(ask(stop("2016-08-31")))
        .then_refused(&Refusal::DayBeforeStart);
    given([started(IntegrationBenefit, "2016-09-01")])
        .when(ask(stop("2016-09-01")))
        .then([stopped("2016-09-01")]);
}

#[test]
fn what_does_not_run_cannot_stop() {
    given([]).when(ask(stop("2016-09-01"))).then_refused(&Refusal::NotRunning);
    for last_day in ["2016-12-30", "2017-01-01"] {
        given([started(IntegrationBenefit, "2016-09-01"), stopped("2016-12-31")])
            .when(ask(stop(last_day)))
            .then_refused(&Refusal::NotRunning);
    }
}

use kernel::{MunicipalityCode, Uuid};
use testkit::{Scenario, day};

use super::*;
use crate::values::{
    ProgrammeEndReason::{Expired, SelfSupporting},
    ProgrammeKind::{Integration, Introduction},
    ReadinessCategory::{ActivityReady, JobReady},
    ResidenceBasis,
};

const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(1));

/// Today is 2016-03-01; responsibility was taken over on 2015-09-01.
fn ask(order: Order) -> Command {
    asked_of(facts(Some("2015-09-01")), order)
}

fn asked_of(citizen: Facts, order: Order) -> Command {
    Command { citizen, today: day("2016-03-01"), order }
}

fn facts(responsible_from: Option<&str>) -> Facts {
    Facts {
        citizen: CITIZEN,
        held_by: MunicipalityCode::parse("350").unwrap(),
        residence_basis: ResidenceBasis::Refugee,
        first_permit_month: None,
        responsible_from: responsible_from.map(day),
    }
}

fn start(first_day: &str) -> Order {
    Order::Start { kind: Integration, first_day: day(first_day) }
}

fn end(last_day: &str) -> Order {
    Order::End { last_day: day(last_day), reason: SelfSupporting }
}

fn reason() -> Personal<String> {
    Personal::new("grund".to_owned())
}

fn assess(category: ReadinessCategory, first_day: &str) -> Order {
    Order::Assess { category, first_day: day(first_day), reason: reason() }
}

fn started(first_day: &str) -> Event {
    Event::Started { citizen: CITIZEN, kind: Integration, first_day: day(first_day) }
}

fn ended(last_day: &str) -> Event {
    Event::Ended { citizen: CITIZEN, last_day: day(last_day), reason: SelfSupporting }
}

fn assessed(category: ReadinessCategory, first_day: &str) -> Event {
    Event::Assessed { citizen: CITIZEN, category, first_day: day(first_day), reason: None }
}

fn given(past: impl IntoIterator<Item = Event>) -> Scenario<Programme> {
    Scenario::given(past)
}

#[test]
fn a_programme_starts_from_the_take_over_to_today() {
    for first_day in ["2015-09-01", "2016-03-01"] {
        given([]).when(ask(start(first_day))).then([started(first_day)]);
    }
    given([]).when(ask(start("2015-08-31"))).then_refused(&Refusal::DayBeforeTakeOver);
    given([]).when(ask(start("2016-03-02"))).then_refused(&Refusal::DayInFuture);
}

#[test]
fn no_programme_starts_before_responsibility_was_taken_over() {
    given([]).when(asked_of(facts(None), start("2015-09-01"))).then_refused(&Refusal::NotTakenOver);
}

#[test]
fn a_second_programme_does_not_start_while_one_runs() {
    for first_day in ["2015-09-01", "2015-09-30", "2015-10-02", "2015-11-01"] {
        given([started("2015-10-01")])
            .when(ask(start(first_day)))
            .then_refused(&Refusal::AlreadyRunning);
    }
}

#[test]
fn starting_the_same_programme_on_the_same_day_again_changes_nothing() {
    given([started("2015-10-01")]).when(ask(start("2015-10-01"))).then([]);
    let other_kind = Order::Start { kind: Introduction, first_day: day("2015-10-01") };
    given([started("2015-10-01")]).when(ask(other_kind)).then_refused(&Refusal::AlreadyRunning);
}

#[test]
fn the_next_programme_starts_on_the_day_after_the_last_one_at_the_earliest() {
    let past = || given([started("2015-10-01"), ended("2015-12-31")]);
    for overlapping in ["2015-09-15", "2015-10-01", "2015-12-31"] {
        past().when(ask(start(overlapping))).then_refused(&Refusal::Overlaps);
    }
    past().when(ask(start("2016-01-01"))).then([started("2016-01-01")]);
}

#[test]
fn a_programme_ends_from_its_first_day_to_today() {
    for last_day in ["2015-10-01", "2016-03-01"] {
        given([started("2015-10-01")]).when(ask(end(last_day))).then([ended(last_day)]);
    }
    given([started("2015-10-01")])
        .when(ask(end("2015-09-30")))
        .then_refused(&Refusal::DayBeforeStart);
    given([started("2015-10-01")]).when(ask(end("2016-03-02"))).then_refused(&Refusal::DayInFuture);
}

#[test]
fn ending_twice_on_the_same_day_changes_nothing() {
    given([started("2015-10-01"), ended("2015-12-31")]).when(ask(end("2015-12-31"))).then([]);
}

#[test]
fn ending_again_for_another_reason_is_no_repeat() {
    let other = Order::End { last_day: day("2015-12-31"), reason: Expired };
    given([started("2015-10-01"), ended("2015-12-31")])
        .when(ask(other))
        .then_refused(&Refusal::NotRunning);
}

#[test]
fn what_does_not_run_cannot_end() {
    given([]).when(ask(end("2015-12-31"))).then_refused(&Refusal::NotRunning);
    for other in ["2015-12-30", "2016-01-01"] {
        given([started("2015-10-01"), ended("2015-12-31")])
            .when(ask(end(other)))
            .then_refused(&Refusal::NotRunning);
    }
}

#[test]
fn readiness_is_assessed_from_the_programmes_first_day_to_today() {
    let event = |first_day| Event::Assessed {
        citizen: CITIZEN,
        category: JobReady,
        first_day: day(first_day),
        reason: Some(reason()),
    };
    for first_day in ["2015-10-01", "2016-03-01"] {
        given([started("2015-10-01")])
            .when(ask(assess(JobReady, first_day)))
            .then([event(first_day)]);
    }
    given([started("2015-10-01")])
        .when(ask(assess(JobReady, "2015-09-30")))
        .then_refused(&Refusal::DayBeforeStart);
    given([started("2015-10-01")])
        .when(ask(assess(JobReady, "2016-03-02")))
        .then_refused(&Refusal::DayInFuture);
}

#[test]
fn readiness_is_assessed_on_days_of_a_programme_only() {
    given([]).when(ask(assess(JobReady, "2015-10-01"))).then_refused(&Refusal::NotRunning);
    let past = || given([started("2015-10-01"), ended("2015-12-31")]);
    past().when(ask(assess(JobReady, "2016-01-01"))).then_refused(&Refusal::NotRunning);
    let last_day = day("2015-12-31");
    past().when(ask(assess(JobReady, "2015-12-31"))).then([Event::Assessed {
        citizen: CITIZEN,
        category: JobReady,
        first_day: last_day,
        reason: Some(reason()),
    }]);
}

#[test]
fn the_same_day_and_category_again_is_refused_as_its_reason_would_be_lost() {
    let past = [started("2015-10-01"), assessed(ActivityReady, "2015-11-01")];
    given(past)
        .when(ask(assess(ActivityReady, "2015-11-01")))
        .then_refused(&Refusal::AlreadyAssessed);
}

#[test]
fn assessments_only_go_forward() {
    let past = || given([started("2015-10-01"), assessed(ActivityReady, "2015-11-01")]);
    for (category, first_day) in
        [(JobReady, "2015-11-01"), (JobReady, "2015-10-31"), (ActivityReady, "2015-10-31")]
    {
        past().when(ask(assess(category, first_day))).then_refused(&Refusal::AlreadyAssessed);
    }
    for category in [JobReady, ActivityReady] {
        past().when(ask(assess(category, "2015-11-02"))).then([Event::Assessed {
            citizen: CITIZEN,
            category,
            first_day: day("2015-11-02"),
            reason: Some(reason()),
        }]);
    }
}

#[test]
fn assessments_go_forward_over_programmes() {
    let past = || {
        given([
            started("2015-10-01"),
            assessed(JobReady, "2015-12-31"),
            ended("2015-12-31"),
            started("2016-01-01"),
        ])
    };
    past().when(ask(assess(JobReady, "2015-12-30"))).then_refused(&Refusal::DayBeforeStart);
    past().when(ask(assess(JobReady, "2015-12-31"))).then_refused(&Refusal::DayBeforeStart);
    past().when(ask(assess(ActivityReady, "2016-01-01"))).then([Event::Assessed {
        citizen: CITIZEN,
        category: ActivityReady,
        first_day: day("2016-01-01"),
        reason: Some(reason()),
    }]);
}

#[test]
fn the_kind_of_a_day_is_that_of_the_programme_that_ran_on_it() {
    let programme = [
        started("2015-10-01"),
        Event::Ended { citizen: CITIZEN, last_day: day("2015-12-31"), reason: Expired },
        Event::Started { citizen: CITIZEN, kind: Introduction, first_day: day("2016-02-01") },
    ]
    .iter()
    .fold(Programme::default(), Programme::evolve);
    for (on, kind) in [
        ("2015-09-30", None),
        ("2015-10-01", Some(Integration)),
        ("2015-12-31", Some(Integration)),
        ("2016-01-01", None),
        ("2016-02-01", Some(Introduction)),
        ("2030-01-01", Some(Introduction)),
    ] {
        assert_eq!(programme.kind_on(day(on)), kind, "{on}");
    }
}

#[test]
fn an_assessment_holds_from_its_first_day_until_the_next() {
    let programme = [
        started("2015-09-01"),
        assessed(ActivityReady, "2015-09-30"),
        assessed(JobReady, "2016-01-15"),
        ended("2016-02-01"),
    ];
    let programme = programme.iter().fold(Programme::default(), Aggregate::evolve);
    for (on, holds) in [
        ("2015-09-29", None),
        ("2015-09-30", Some(ActivityReady)),
        ("2016-01-14", Some(ActivityReady)),
        ("2016-01-15", Some(JobReady)),
        ("2016-02-02", Some(JobReady)),
    ] {
        assert_eq!(programme.readiness_on(day(on)), holds, "{on}");
    }
}

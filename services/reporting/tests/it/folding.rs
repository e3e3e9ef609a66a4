//! Who is counted on which day: boundary days on both sides of every fact.

use proto::values_v1::{BenefitKind, ReadinessCategory, Sex};
use reporting::projections::{Covered, Whose};
use reporting_domain::Indicator;

use crate::{
    facts::{day, recorded},
    persons::{self, Person},
    support::{Model, of},
};

const CASH: BenefitKind = BenefitKind::CashBenefit;
const INTEGRATION: BenefitKind = BenefitKind::IntegrationBenefit;
const SHO: BenefitKind = BenefitKind::SelfSupportAndReturnBenefit;

fn woman(number: u128) -> Person {
    Person::registered(number, "849", Sex::Female)
}

async fn model(persons: &[Person]) -> Model {
    Model::of(&recorded(&persons::of(persons))).await
}

#[tokio::test]
async fn the_first_and_the_last_day_of_a_benefit_count_and_the_days_around_do_not() {
    let person = woman(1).taken_over("2017-01-01").programme("2017-01-01", None);
    let model = model(&[person.benefit(CASH, "2017-02-01", Some("2017-02-28"))]).await;
    for (day, expected) in
        [("2017-01-31", 0), ("2017-02-01", 1), ("2017-02-28", 1), ("2017-03-01", 0)]
    {
        assert_eq!(model.recipients(day, of("849")).await, expected, "{day}");
    }
}

#[tokio::test]
async fn the_first_and_the_last_day_of_a_programme_count_and_the_days_around_do_not() {
    let person = woman(1).taken_over("2015-12-01").benefit(CASH, "2015-12-01", None);
    let model = model(&[person.programme("2016-02-29", Some("2016-02-29"))]).await;
    for (day, expected) in [("2016-02-28", 0), ("2016-02-29", 1), ("2016-03-01", 0)] {
        assert_eq!(model.recipients(day, of("849")).await, expected, "{day}");
    }
}

#[tokio::test]
async fn nobody_is_counted_before_the_day_of_the_take_over() {
    let person = woman(1).taken_over("2017-05-10").programme("2017-01-01", None);
    let model = model(&[person.benefit(CASH, "2017-01-01", None)]).await;
    assert_eq!(model.recipients("2017-05-09", of("849")).await, 0);
    assert_eq!(model.recipients("2017-05-10", of("849")).await, 1);
}

#[tokio::test]
async fn a_second_programme_counts_and_the_days_between_the_two_do_not() {
    let person = woman(1)
        .taken_over("2016-01-01")
        .benefit(CASH, "2016-01-01", None)
        .programme("2016-01-01", Some("2016-06-30"))
        .programme("2017-01-01", None);
    let model = model(&[person]).await;
    for (day, expected) in
        [("2016-06-30", 1), ("2016-07-01", 0), ("2016-12-31", 0), ("2017-01-01", 1)]
    {
        assert_eq!(model.recipients(day, of("849")).await, expected, "{day}");
    }
}

#[tokio::test]
async fn an_assessment_holds_from_its_first_day_until_the_next() {
    let person = woman(1)
        .taken_over("2015-09-01")
        .programme("2015-09-01", None)
        .benefit(INTEGRATION, "2015-09-01", None)
        .assessed(ReadinessCategory::ActivityReady, "2015-09-15")
        .assessed(ReadinessCategory::JobReady, "2016-03-01")
        .assessed(ReadinessCategory::ActivityReady, "2016-06-01");
    let model = model(&[person]).await;
    // (job-ready, assessed), (job-ready, all)
    for (at, expected) in [
        ("2015-09-14", [(0, 0), (0, 1)]),
        ("2015-09-15", [(0, 1), (0, 1)]),
        ("2016-02-29", [(0, 1), (0, 1)]),
        ("2016-03-01", [(1, 1), (1, 1)]),
        ("2016-05-31", [(1, 1), (1, 1)]),
        ("2016-06-01", [(0, 1), (0, 1)]),
    ] {
        assert_eq!(
            model.shares(Indicator::JobReadyShare, day(at), of("849")).await,
            expected,
            "{at}"
        );
    }
}

#[tokio::test]
async fn those_not_assessed_are_counted_beside_both_variants() {
    let ready = |it: Person| it.assessed(ReadinessCategory::JobReady, "2017-01-01");
    let person = |number| {
        woman(number).taken_over("2017-01-01").programme("2017-01-01", None).benefit(
            CASH,
            "2017-01-01",
            None,
        )
    };
    let model = model(&[ready(person(1)), person(2), person(3)]).await;
    let answer = model.ask(Indicator::JobReadyShare, day("2017-01-01"), of("849")).await;
    let told: Vec<_> = answer
        .figures
        .iter()
        .map(|it| (it.numerator, it.denominator, it.percent.unwrap().to_string(), it.not_assessed))
        .collect();
    assert_eq!(told, [(1, 1, "100.0".into(), Some(2)), (1, 3, "33.3".into(), Some(2))]);
}

#[tokio::test]
async fn a_person_is_counted_where_the_responsibility_lies_on_the_day() {
    let person = woman(1)
        .taken_over("2017-01-01")
        .programme("2017-01-01", None)
        .benefit(CASH, "2017-01-01", None)
        .taken_over_by("350", day("2017-03-20"));
    let model = model(&[person]).await;
    for (day, jammerbugt, lejre) in
        [("2017-03-19", 1, 0), ("2017-03-20", 0, 1), ("2020-01-01", 0, 1)]
    {
        assert_eq!(model.recipients(day, of("849")).await, jammerbugt, "{day}");
        assert_eq!(model.recipients(day, of("350")).await, lejre, "{day}");
        assert_eq!(model.recipients(day, Whose::Cell).await, 1, "{day}");
    }
}

#[tokio::test]
async fn a_transfer_that_was_dated_back_leaves_no_day_counted_twice() {
    let person = woman(1)
        .taken_over("2017-01-01")
        .programme("2017-01-01", None)
        .benefit(CASH, "2017-01-01", None)
        .taken_over_by("350", day("2017-06-01"))
        .taken_over_by("621", day("2017-03-01"));
    let model = model(&[person]).await;
    for day in ["2017-02-28", "2017-03-01", "2017-05-31", "2017-06-01", "2018-01-01"] {
        assert_eq!(model.recipients(day, Whose::Cell).await, 1, "{day}");
    }
    assert_eq!(model.recipients("2017-06-01", of("621")).await, 1);
    assert_eq!(model.recipients("2017-06-01", of("350")).await, 0);
}

/// The runs of days on benefit, first and last day.
async fn runs(model: &Model) -> Vec<(String, Option<String>)> {
    sqlx::query_as(
        "SELECT first_day::text, (end_day - 1)::text FROM spells_v2.benefit_spells ORDER BY first_day",
    )
    .fetch_all(&model.database.superuser())
    .await
    .unwrap()
}

#[tokio::test]
async fn a_new_name_of_the_benefit_does_not_cut_the_run() {
    let person = woman(1)
        .taken_over("2019-01-01")
        .benefit(INTEGRATION, "2019-01-01", Some("2019-12-31"))
        .benefit(SHO, "2020-01-01", Some("2020-03-31"));
    let model = model(&[person]).await;
    assert_eq!(runs(&model).await, [("2019-01-01".into(), Some("2020-03-31".into()))]);
}

#[tokio::test]
async fn a_move_does_not_cut_the_run_and_one_missing_day_does() {
    let person = woman(1)
        .taken_over("2017-03-01")
        .benefit(INTEGRATION, "2017-03-01", Some("2017-03-31"))
        .taken_over_by("350", day("2017-03-20"))
        .benefit(INTEGRATION, "2017-04-02", None);
    let model = model(&[person]).await;
    assert_eq!(
        runs(&model).await,
        [("2017-03-01".into(), Some("2017-03-31".into())), ("2017-04-02".into(), None)]
    );
}

#[tokio::test]
async fn an_answer_covers_its_municipality_or_all_that_are_known() {
    let persons = [
        woman(1).taken_over("2017-01-01"),
        Person::registered(2, "350", Sex::Male).taken_over("2017-01-01"),
    ];
    let model = model(&persons).await;
    let covered = |code: &str| Covered {
        municipality: code.to_owned(),
        service: "citizens".to_owned(),
        position: 4,
        complete_to: Some(day("2026-11-01")),
    };
    let at = day("2017-01-01");
    let answer = model.ask(Indicator::RecipientsBySex, at, Whose::Cell).await;
    assert_eq!(answer.coverage, [covered("350"), covered("849")]);
    let answer = model.ask(Indicator::RecipientsBySex, at, of("849")).await;
    assert_eq!(answer.coverage, [covered("849")]);
}

#[tokio::test]
async fn before_the_first_event_nothing_is_covered_and_there_is_no_percent() {
    let model = Model::new().await;
    let at = day("2017-01-01");
    let answer = model.ask(Indicator::JobReadyShare, at, of("849")).await;
    let (municipality, service) = ("849".to_owned(), "citizens".to_owned());
    let covered = Covered { municipality, service, position: 0, complete_to: None };
    assert_eq!(answer.coverage, [covered]);
    assert!(answer.figures.iter().all(|it| it.denominator == 0 && it.percent.is_none()));
    assert_eq!(model.ask(Indicator::JobReadyShare, at, Whose::Cell).await.coverage, []);
}

#[tokio::test]
async fn the_day_of_recording_is_the_danish_one() {
    let mut events = recorded(&persons::of(&[woman(1)]));
    // In Denmark it is already the next day, by summer time.
    events[0].recorded_at = "2026-06-30T22:00:00Z".parse().unwrap();
    let model = Model::of(&events).await;
    let answer = model.ask(Indicator::JobReadyShare, day("2017-01-01"), of("849")).await;
    assert_eq!(answer.coverage[0].complete_to, Some(day("2026-07-01")));
}

//! `StartBenefit` and `StopBenefit`.

use proto::{
    citizens::{
        events::v1::BenefitStarted,
        v1::{Benefit, StartBenefitRequest, StopBenefitRequest},
    },
    values_v1::{
        BenefitKind::{self, CashBenefit, IntegrationBenefit},
        Finding, Verdict,
    },
};
use tonic::Code::FailedPrecondition;

use crate::support::{System, id, number, on, refused, start_benefit, stop_benefit, wrong_fields};

fn benefit(kind: BenefitKind, first_day: &str, last_day: Option<&str>) -> Benefit {
    Benefit { kind: kind.into(), first_day: on(first_day), last_day: last_day.and_then(on) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn benefits_follow_one_another_also_into_the_future() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    let started = lejre.start_benefit(start_benefit(&citizen, IntegrationBenefit, "2015-09-01"));
    let started = started.await.unwrap();
    assert_eq!((started.answer.version, started.answer.warnings), (1, vec![]));
    let again = lejre.start_benefit(start_benefit(&citizen, IntegrationBenefit, "2015-09-01"));
    assert_eq!(again.await.unwrap().answer.version, 1);
    lejre.stop_benefit(stop_benefit(&citizen, "2016-06-30")).await.unwrap();
    let done = lejre.start_benefit(start_benefit(&citizen, IntegrationBenefit, "2016-07-01"));
    let done = done.await.unwrap();
    assert_eq!(done.answer.version, 3);

    let shown = lejre.get(&citizen, &done.token).await.unwrap();
    assert_eq!(
        shown.benefits,
        [
            benefit(IntegrationBenefit, "2015-09-01", Some("2016-06-30")),
            benefit(IntegrationBenefit, "2016-07-01", None),
        ]
    );
    assert_eq!(shown.citizen.unwrap().benefit_version, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kind_outside_the_calendar_warns_in_two_languages_and_the_finding_is_stored() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    let started = lejre.start_benefit(start_benefit(&citizen, CashBenefit, "2015-09-01"));
    let started = started.await.unwrap();
    let [warning] = started.answer.warnings.as_slice() else { panic!("one warning") };
    let finding = warning.finding.clone().unwrap();
    assert_eq!((finding.rule.as_str(), finding.verdict()), ("benefit.calendar", Verdict::Warns));
    assert_eq!(finding.citation, "Lovtidende A 2015:1000 § 22");
    assert!(warning.danish.starts_with("Afviger fra reglen:"), "{}", warning.danish);
    assert!(warning.english.starts_with("Departs from the rule:"), "{}", warning.english);

    let stored = system.log().read(3, 1).await.unwrap();
    let stored: BenefitStarted = prost::Message::decode(&*stored[0].payload).unwrap();
    assert_eq!(stored.findings, [finding]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finding_that_holds_is_stored_and_not_told() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    let started = lejre.start_benefit(start_benefit(&citizen, IntegrationBenefit, "2015-09-01"));
    assert_eq!(started.await.unwrap().answer.warnings, []);
    let stored = system.log().read(3, 1).await.unwrap();
    let stored: BenefitStarted = prost::Message::decode(&*stored[0].payload).unwrap();
    assert_eq!(stored.findings.iter().map(Finding::verdict).collect::<Vec<_>>(), [Verdict::Holds]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_of_a_start_has_its_reason() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let start = async |citizen: &str, kind, day: &str| {
        lejre.start_benefit(start_benefit(citizen, kind, day)).await
    };
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    let result = start(&citizen, IntegrationBenefit, "2015-09-01").await;
    refused(result, FailedPrecondition, "RESPONSIBILITY_NOT_TAKEN_OVER");

    let citizen = lejre.responsible_for(&number(2), "2015-09-01").await;
    let result = start(&citizen, IntegrationBenefit, "2015-08-31").await;
    refused(result, FailedPrecondition, "DAY_BEFORE_TAKE_OVER");
    start(&citizen, IntegrationBenefit, "2015-09-01").await.unwrap();
    for (kind, day) in [
        (CashBenefit, "2015-09-01"),
        (IntegrationBenefit, "2015-09-02"),
        (CashBenefit, "2017-01-01"),
    ] {
        refused(start(&citizen, kind, day).await, FailedPrecondition, "BENEFIT_OVERLAPS");
    }
    lejre.stop_benefit(stop_benefit(&citizen, "2015-12-31")).await.unwrap();
    let result = start(&citizen, IntegrationBenefit, "2015-12-31").await;
    refused(result, FailedPrecondition, "BENEFIT_OVERLAPS");
    for too_far in ["2017-03-03", "2199-12-31"] {
        let result = start(&citizen, IntegrationBenefit, too_far).await;
        refused(result, FailedPrecondition, "DAY_IN_FUTURE");
    }
    start(&citizen, IntegrationBenefit, "2017-03-02").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_of_a_stop_has_its_reason() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let stop =
        async |citizen: &str, day: &str| lejre.stop_benefit(stop_benefit(citizen, day)).await;
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    refused(stop(&citizen, "2015-09-01").await, FailedPrecondition, "BENEFIT_NOT_RUNNING");
    let start = start_benefit(&citizen, IntegrationBenefit, "2015-09-01");
    lejre.start_benefit(start).await.unwrap();
    refused(stop(&citizen, "2015-08-31").await, FailedPrecondition, "DAY_BEFORE_START");
    refused(stop(&citizen, "2017-03-03").await, FailedPrecondition, "DAY_IN_FUTURE");
    stop(&citizen, "2015-09-01").await.unwrap();
    // The same again is already so.
    stop(&citizen, "2015-09-01").await.unwrap();
    refused(stop(&citizen, "2015-09-02").await, FailedPrecondition, "BENEFIT_NOT_RUNNING");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = StartBenefitRequest { kind: 7, ..Default::default() };
    assert_eq!(
        wrong_fields(&lejre.start_benefit(message).await.unwrap_err()),
        ["request_id", "citizen_id", "kind", "first_day"]
    );
    let message = start_benefit(&id(), IntegrationBenefit, "9999-12-31");
    assert_eq!(wrong_fields(&lejre.start_benefit(message).await.unwrap_err()), ["first_day"]);
    let message = StopBenefitRequest { expected_version: Some(-1), ..Default::default() };
    assert_eq!(
        wrong_fields(&lejre.stop_benefit(message).await.unwrap_err()),
        ["request_id", "citizen_id", "expected_version", "last_day"]
    );
}

//! `StartProgramme` and `EndProgramme`.

use proto::{
    citizens::v1::{EndProgrammeRequest, Programme, StartProgrammeRequest},
    values_v1::{ProgrammeEndReason, ProgrammeKind},
};
use tonic::Code::FailedPrecondition;

use crate::support::{
    System, TODAY, end_programme, number, on, refused, start_programme, wrong_fields,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programmes_follow_one_another_and_the_latest_is_shown() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;

    let done = lejre.start_programme(start_programme(&citizen, "2015-09-01")).await.unwrap();
    assert_eq!(done.answer.version, 1);
    let shown = lejre.get(&citizen, &done.token).await.unwrap().citizen.unwrap();
    let mut programme = Programme {
        kind: ProgrammeKind::Integration.into(),
        first_day: on("2015-09-01"),
        last_day: None,
        end_reason: 0,
    };
    assert_eq!(shown.programme, Some(programme));

    let done = lejre.end_programme(end_programme(&citizen, "2015-12-31")).await.unwrap();
    assert_eq!(done.answer.version, 2);
    let again = lejre.end_programme(end_programme(&citizen, "2015-12-31")).await.unwrap();
    assert_eq!(again.answer.version, 2);
    let shown = lejre.get(&citizen, &done.token).await.unwrap().citizen.unwrap();
    programme.last_day = on("2015-12-31");
    programme.end_reason = ProgrammeEndReason::SelfSupporting.into();
    assert_eq!(shown.programme, Some(programme));
    assert_eq!(shown.programme_version, 2);

    // The claim of the first is free again, and the second ends too.
    let done = lejre.start_programme(start_programme(&citizen, "2016-01-01")).await.unwrap();
    let shown = lejre.get(&citizen, &done.token).await.unwrap().citizen.unwrap();
    assert_eq!(shown.programme.unwrap().first_day, on("2016-01-01"));
    lejre.end_programme(end_programme(&citizen, TODAY)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_of_a_start_has_its_reason() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let start =
        async |citizen: &str, day: &str| lejre.start_programme(start_programme(citizen, day)).await;
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    let early = start(&citizen, "2015-09-01").await;
    refused(early, FailedPrecondition, "RESPONSIBILITY_NOT_TAKEN_OVER");

    let citizen = lejre.responsible_for(&number(2), "2015-09-01").await;
    refused(start(&citizen, "2015-08-31").await, FailedPrecondition, "DAY_BEFORE_TAKE_OVER");
    refused(start(&citizen, "2016-03-02").await, FailedPrecondition, "DAY_IN_FUTURE");
    start(&citizen, "2015-09-01").await.unwrap();
    // The same again is already so.
    start(&citizen, "2015-09-01").await.unwrap();
    for day in ["2015-09-02", "2016-01-01"] {
        refused(start(&citizen, day).await, FailedPrecondition, "PROGRAMME_ALREADY_RUNNING");
    }
    lejre.end_programme(end_programme(&citizen, "2015-12-31")).await.unwrap();
    refused(start(&citizen, "2015-12-31").await, FailedPrecondition, "PROGRAMME_OVERLAPS");
    start(&citizen, "2016-01-01").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_of_an_end_has_its_reason() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let end =
        async |citizen: &str, day: &str| lejre.end_programme(end_programme(citizen, day)).await;
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    refused(end(&citizen, "2015-12-31").await, FailedPrecondition, "PROGRAMME_NOT_RUNNING");
    let citizen = lejre.in_programme(&number(2), "2015-09-01").await;
    refused(end(&citizen, "2015-08-31").await, FailedPrecondition, "DAY_BEFORE_START");
    refused(end(&citizen, "2016-03-02").await, FailedPrecondition, "DAY_IN_FUTURE");
    end(&citizen, "2015-09-01").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_programme_starts_however_many_ask_at_once() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    let days: Vec<String> = (1..=20).map(|it| format!("2015-09-{it:02}")).collect();
    let all = days.iter().map(|day| lejre.start_programme(start_programme(&citizen, day)));
    let (started, refusals): (Vec<_>, Vec<_>) =
        futures::future::join_all(all).await.into_iter().partition(Result::is_ok);
    assert_eq!(started.len(), 1);
    for refusal in refusals {
        refused(refusal, FailedPrecondition, "PROGRAMME_ALREADY_RUNNING");
    }
    assert_eq!(
        system.events().await,
        ["CitizenRegistered", "ResponsibilityTakenOver", "ProgrammeStarted"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = StartProgrammeRequest { expected_version: Some(-7), ..Default::default() };
    assert_eq!(
        wrong_fields(&lejre.start_programme(message).await.unwrap_err()),
        ["request_id", "citizen_id", "expected_version", "kind", "first_day"]
    );
    let message = EndProgrammeRequest { reason: 99, ..Default::default() };
    assert_eq!(
        wrong_fields(&lejre.end_programme(message).await.unwrap_err()),
        ["request_id", "citizen_id", "last_day", "reason"]
    );
}

//! `AssessReadiness`.

use proto::{
    citizens::v1::{AssessReadinessRequest, Assessment},
    values_v1::ReadinessCategory::{ActivityReady, JobReady},
};
use tonic::Code::FailedPrecondition;

use crate::support::{System, TODAY, assess, end_programme, id, number, on, refused, wrong_fields};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assessments_are_kept_in_order_and_their_reasons_are_sealed() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    lejre.assess(assess(&citizen, ActivityReady, "2015-09-01")).await.unwrap();
    let message = assess(&citizen, JobReady, TODAY);
    let done = lejre.assess(message.clone()).await.unwrap();
    assert_eq!(done.answer.version, 3);
    // The same request is answered again; a new one would lose its reason.
    assert_eq!(lejre.assess(message).await.unwrap(), done);
    let reason = "Taler mere dansk nu.".to_owned();
    let other = AssessReadinessRequest { reason, ..assess(&citizen, JobReady, TODAY) };
    refused(lejre.assess(other).await, FailedPrecondition, "READINESS_ALREADY_ASSESSED");

    let shown = lejre.get(&citizen, &done.token).await.unwrap();
    let assessment = |category: proto::values_v1::ReadinessCategory, day| Assessment {
        category: category.into(),
        first_day: on(day),
    };
    assert_eq!(
        shown.readiness,
        [assessment(ActivityReady, "2015-09-01"), assessment(JobReady, TODAY)]
    );
    assert_eq!(shown.citizen.unwrap().readiness(), JobReady);
    let events = system.log().read(0, 100).await.unwrap();
    assert!(events.iter().all(|it| !it.payload.windows(5).any(|it| it == b"dansk")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_has_its_reason() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let judge = async |citizen: &str, category, day: &str| {
        lejre.assess(assess(citizen, category, day)).await
    };
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    let result = judge(&citizen, JobReady, "2015-09-01").await;
    refused(result, FailedPrecondition, "PROGRAMME_NOT_RUNNING");

    let citizen = lejre.in_programme(&number(2), "2015-09-01").await;
    let result = judge(&citizen, JobReady, "2015-08-31").await;
    refused(result, FailedPrecondition, "DAY_BEFORE_START");
    let result = judge(&citizen, JobReady, "2016-03-02").await;
    refused(result, FailedPrecondition, "DAY_IN_FUTURE");
    judge(&citizen, ActivityReady, "2015-11-01").await.unwrap();
    for (category, day) in [(JobReady, "2015-11-01"), (ActivityReady, "2015-10-31")] {
        let result = judge(&citizen, category, day).await;
        refused(result, FailedPrecondition, "READINESS_ALREADY_ASSESSED");
    }
    lejre.end_programme(end_programme(&citizen, "2015-12-31")).await.unwrap();
    let result = judge(&citizen, JobReady, "2016-01-01").await;
    refused(result, FailedPrecondition, "PROGRAMME_NOT_RUNNING");
    judge(&citizen, JobReady, "2015-12-31").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_more_is_written_about_a_person_whose_data_was_erased() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    lejre.assess(assess(&citizen, ActivityReady, "2015-09-01")).await.unwrap();
    system.log().vault().erase(citizen.parse().unwrap(), None).await.unwrap();
    let result = lejre.assess(assess(&citizen, JobReady, "2015-10-01")).await;
    refused(result, FailedPrecondition, "PERSON_ERASED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = AssessReadinessRequest { expected_version: Some(-1), ..Default::default() };
    assert_eq!(
        wrong_fields(&lejre.assess(message).await.unwrap_err()),
        ["request_id", "citizen_id", "expected_version", "category", "first_day", "reason"]
    );
    let reason = "å".repeat(4001);
    let message = AssessReadinessRequest { reason, ..assess(&id(), JobReady, "2015-09-01") };
    assert_eq!(wrong_fields(&lejre.assess(message).await.unwrap_err()), ["reason"]);
}

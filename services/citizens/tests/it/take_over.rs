//! `TakeOverResponsibility`.

use proto::citizens::v1::TakeOverResponsibilityRequest;
use tonic::Code;

use crate::support::{System, TODAY, id, number, on, refused, take_over, wrong_fields};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn responsibility_is_taken_over_once_and_shown() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    let done = lejre.take_over(take_over(&citizen, "2015-09-01")).await.unwrap();
    assert_eq!((done.answer.version, done.token.as_str()), (2, "citizens:1:2"));

    // Already so.
    let again = lejre.take_over(take_over(&citizen, "2015-09-01")).await.unwrap();
    assert_eq!(again.answer.version, 2);
    assert_eq!(system.events().await, ["CitizenRegistered", "ResponsibilityTakenOver"]);

    let other = lejre.take_over(take_over(&citizen, "2015-09-02")).await;
    refused(other, Code::FailedPrecondition, "RESPONSIBILITY_ALREADY_TAKEN_OVER");

    let shown = lejre.get(&citizen, &done.token).await.unwrap().citizen.unwrap();
    assert_eq!(shown.responsible_from, on("2015-09-01"));
    assert_eq!(shown.citizen_version, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn today_is_the_last_day_it_can_have_happened() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    let tomorrow = lejre.take_over(take_over(&citizen, "2016-03-02")).await;
    refused(tomorrow, Code::FailedPrecondition, "DAY_IN_FUTURE");
    lejre.take_over(take_over(&citizen, TODAY)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let system = System::start().await;
    let message = TakeOverResponsibilityRequest {
        request_id: String::new(),
        citizen_id: "x".to_owned(),
        expected_version: Some(-1),
        first_day: None,
    };
    let status = system.caseworker("350").take_over(message).await.unwrap_err();
    assert_eq!(
        wrong_fields(&status),
        ["request_id", "citizen_id", "expected_version", "first_day"]
    );
    let message = take_over(&id(), "0001-01-01");
    let status = system.caseworker("350").take_over(message).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["first_day"]);
}

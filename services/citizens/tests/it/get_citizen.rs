//! `GetCitizen`: purpose, look-up rows, erased persons, tokens.

use proto::{citizens::v1::GetCitizenRequest, values_v1::Purpose};
use tonic::Code;

use crate::support::{System, id, number, refused, take_over, told, wrong_fields};

type LookUp = (Option<kernel::Uuid>, String, String, String, String, kernel::Uuid, Vec<i32>);

async fn look_ups(system: &System) -> Vec<LookUp> {
    sqlx::query_as(
        "SELECT who, client, municipality, reason, rpc, subject_id, parts FROM log.lookup ORDER BY id",
    )
    .fetch_all(&system.db().superuser())
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_leaves_one_look_up_row_and_what_was_not_shown_leaves_none() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let first = lejre.new_citizen(&number(1)).await;
    let second = lejre.new_citizen(&number(2)).await;
    for citizen in [&first, &second, &first] {
        lejre.get(&citizen.answer, &citizen.token).await.unwrap();
    }
    let stranger = system.caseworker("849").get(&first.answer, &first.token).await;
    refused(stranger, Code::NotFound, "NOT_FOUND");
    refused(lejre.get(&id(), &first.token).await, Code::NotFound, "NOT_FOUND");
    refused(lejre.get_with(&first.answer, &[]).await, Code::InvalidArgument, "PURPOSE_MISSING");

    let row = |citizen: &str| -> LookUp {
        (
            Some(lejre.human),
            "test-client".to_owned(),
            "350".to_owned(),
            "case_work".to_owned(),
            "citizens.get_citizen".to_owned(),
            citizen.parse().unwrap(),
            vec![Purpose::Identity as i32],
        )
    };
    let expected = [row(&first.answer), row(&second.answer), row(&first.answer)];
    assert_eq!(look_ups(&system).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purpose_that_is_not_on_the_list_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await;
    for purpose in ["", "Sagsbehandling", "case_work_2", "anna_hansen"] {
        let shown = lejre.get_with(&citizen.answer, &[("jobbro-purpose", purpose)]).await;
        refused(shown, Code::InvalidArgument, "PURPOSE_MISSING");
    }
    assert!(look_ups(&system).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_erased_person_the_coded_facts_stay() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    let other = lejre.new_citizen(&number(2)).await;
    let before = lejre.get(&citizen, &other.token).await.unwrap();
    assert!(!before.identity_erased);

    system.log().vault().erase(citizen.parse().unwrap(), Some(Purpose::Identity)).await.unwrap();
    let after = lejre.get(&citizen, &other.token).await.unwrap();
    assert!(after.identity_erased);
    assert_eq!(after.citizen, before.citizen);
    assert_eq!((&*after.person_number, &*after.given_names, &*after.family_name), ("", "", ""));
    assert!(after.birth_date.is_none() && after.external_id.is_none());
    // It was a read all the same, and nobody else is touched.
    assert_eq!(look_ups(&system).await.len(), 2);
    assert!(!lejre.get(&other.answer, &other.token).await.unwrap().identity_erased);
    // Coded facts go on.
    lejre.start_programme(crate::support::start_programme(&citizen, "2015-09-01")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_the_read_model_has_not_reached_is_waited_for() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    // Nobody will ever reach it in time.
    let message = GetCitizenRequest { citizen_id: citizen.clone() };
    let metadata = [("jobbro-purpose", "case_work"), ("jobbro-token", "citizens:1:9999")];
    let mut request = lejre.request(message, &metadata);
    // As gRPC spells it, so that it is the service that gives up and not this client.
    request.metadata_mut().insert("grpc-timeout", "2S".parse().unwrap());
    let status = lejre.client().get_citizen(request).await.err().unwrap();
    let (code, reason) = told(&status);
    // A machine that stands still for a moment sees both times pass at once.
    assert_eq!(code, Code::DeadlineExceeded);
    assert!(["NOT_REACHED", "DEADLINE"].contains(&reason.as_str()), "{reason}");
    assert!(look_ups(&system).await.is_empty());

    let done = lejre.take_over(take_over(&citizen, "2015-09-01")).await.unwrap();
    let shown = lejre.get(&citizen, &done.token).await.unwrap();
    assert_eq!(shown.citizen.unwrap().citizen_version, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_or_token_that_cannot_be_read_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let status = lejre.get("x", "citizens:1:0").await.err().unwrap();
    assert_eq!(wrong_fields(&status), ["citizen_id"]);
    let status = lejre.get(&id(), "citizens").await.err().unwrap();
    assert_eq!(told(&status), (Code::InvalidArgument, "TOKEN_UNREADABLE".to_owned()));
}

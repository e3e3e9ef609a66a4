//! What holds for every command: repeats, versions, permissions.

use kernel::Role;
use proto::{employers::v1 as pb, values_v1::Sector};
use tonic::{Code, Status};

use crate::support::{
    CVR, OTHER_CVR, P_NUMBER, System, TODAY, User, by_id, id, metadata, record_headcount,
    record_places_elsewhere, refused, register_employer, register_workplace, set_sector,
    workplace_today,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_repeats_its_answer() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let company = register_employer(CVR);
    let first = lejre.register_employer(company.clone()).await.unwrap();
    let employer = first.answer.employer_id.clone();
    macro_rules! twice {
        ($($rpc:ident($message:expr)),+ $(,)?) => {$(
            let message = $message;
            let done = lejre.$rpc(message.clone()).await.unwrap();
            assert_eq!(lejre.$rpc(message).await.unwrap(), done, stringify!($rpc));
        )+};
    }
    twice! {
        set_sector(set_sector(&employer, Sector::Public, "2010-01-01")),
        register_workplace(register_workplace(&employer, P_NUMBER)),
        record_headcount(record_headcount(P_NUMBER, 12, TODAY)),
        record_places_elsewhere(record_places_elsewhere(P_NUMBER, 0, TODAY)),
        // One that came to nothing.
        register_employer(register_employer(CVR)),
    }
    // Later things do not change it: it was new then.
    assert_eq!(lejre.register_employer(company).await.unwrap(), first);
    assert!(!first.answer.known_already);
    assert_eq!(system.events().await.len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_id_with_another_content_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = register_employer(CVR);
    let employer = lejre.register_employer(message.clone()).await.unwrap().answer.employer_id;
    let other = pb::RegisterEmployerRequest { cvr: OTHER_CVR.to_owned(), ..message.clone() };
    let reused = lejre.register_employer(other.clone()).await;
    refused(reused, Code::AlreadyExists, "REQUEST_ID_REUSED");
    let sector = pb::SetSectorRequest {
        request_id: message.request_id,
        ..set_sector(&employer, Sector::Public, TODAY)
    };
    refused(lejre.set_sector(sector).await, Code::AlreadyExists, "REQUEST_ID_REUSED");
    // Another municipality numbers its requests by itself.
    system.caseworker("849").register_employer(other).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_version_is_refused_with_both_versions_and_the_newest_is_taken() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_workplace().await.answer;
    let stale = |actual: &str| {
        [("expected".to_owned(), "7".to_owned()), ("actual".to_owned(), actual.to_owned())].into()
    };
    macro_rules! stale_then_newest {
        ($($rpc:ident($message:expr, $version:literal)),+ $(,)?) => {$(
            let mut message = $message;
            message.expected_version = Some(7);
            let status = refused(lejre.$rpc(message.clone()).await, Code::Aborted, "STALE_VERSION");
            assert_eq!(metadata(&status), stale(stringify!($version)), stringify!($rpc));
            message.expected_version = Some($version);
            let done = lejre.$rpc(message).await.unwrap();
            assert_eq!(done.answer.version, $version + 1, stringify!($rpc));
        )+};
    }
    stale_then_newest! {
        set_sector(set_sector(&employer, Sector::Public, TODAY), 1),
        record_headcount(record_headcount(P_NUMBER, 12, TODAY), 1),
        record_places_elsewhere(record_places_elsewhere(P_NUMBER, 0, TODAY), 2),
    }
}

/// Every RPC, each with a message that is right.
async fn each_rpc(user: &User) -> Vec<Status> {
    let employer = id();
    vec![
        user.register_employer(register_employer(CVR)).await.unwrap_err(),
        user.set_sector(set_sector(&employer, Sector::Public, TODAY)).await.unwrap_err(),
        user.register_workplace(register_workplace(&employer, P_NUMBER)).await.unwrap_err(),
        user.record_headcount(record_headcount(P_NUMBER, 1, TODAY)).await.unwrap_err(),
        user.record_places_elsewhere(record_places_elsewhere(P_NUMBER, 1, TODAY))
            .await
            .unwrap_err(),
        user.get_employer(by_id(&employer), "").await.unwrap_err(),
        user.get_workplace(workplace_today(P_NUMBER), "").await.unwrap_err(),
        user.list_employers(pb::ListEmployersRequest::default(), "").await.unwrap_err(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_token_or_the_role() {
    let system = System::start().await;
    let statuses = each_rpc(&system.nobody()).await;
    let methods = proto::descriptor_pool()
        .get_service_by_name("jobbro.employers.v1.EmployerService")
        .unwrap()
        .methods()
        .len();
    assert_eq!(statuses.len(), methods, "an RPC is not tried here");
    for status in statuses {
        refused::<()>(Err(status), Code::Unauthenticated, "UNAUTHENTICATED");
    }
    let roles = [Role::ReportReader, Role::CellReader, Role::Migrator];
    for status in each_rpc(&system.user("350", &roles)).await {
        refused::<()>(Err(status), Code::PermissionDenied, "PERMISSION_DENIED");
    }
    assert!(system.events().await.is_empty());
    // Who works with companies, in any of the three roles.
    for role in [Role::EmployerConsultant, Role::Caseworker, Role::Decider] {
        system.user("350", &[role]).register_employer(register_employer(CVR)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_migrator_does_is_marked_as_migrated() {
    let system = System::start().await;
    let migrator = system.user("350", &[Role::EmployerConsultant, Role::Migrator]);
    migrator.new_employer(CVR).await;
    system.caseworker("350").new_employer(OTHER_CVR).await;
    let origins: Vec<_> =
        system.log().read(0, 10).await.unwrap().iter().map(|it| it.origin).collect();
    assert_eq!(origins, [event_log::Origin::Migrated, event_log::Origin::Live]);
}

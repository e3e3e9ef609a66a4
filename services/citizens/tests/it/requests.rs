//! What holds for every command: repeats, versions, permissions.

use kernel::Role;
use proto::{
    citizens::v1 as pb,
    values_v1::{BenefitKind, ReadinessCategory},
};
use tonic::Code;

use crate::support::{
    System, User, assess, end_programme, id, metadata, number, refused, register, start_benefit,
    start_programme, stop_benefit, take_over,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_again_gets_the_same_answer_and_token() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = register(&number(1));
    let first = lejre.register(message.clone()).await.unwrap();
    let message = pb::RegisterCitizenRequest { request_id: message.request_id, ..message };
    // Later things do not change it, and it is no second registration.
    lejre.take_over(take_over(&first.answer.citizen_id, "2015-09-01")).await.unwrap();
    for _ in 0..3 {
        assert_eq!(lejre.register(message.clone()).await.unwrap(), first);
    }
    // Two registrations would be two events.
    assert_eq!(system.events().await, ["CitizenRegistered", "ResponsibilityTakenOver"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_came_to_nothing_is_remembered_too() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.responsible_for(&number(1), "2015-09-01").await;
    let message = take_over(&citizen, "2015-09-01");
    let first = lejre.take_over(message.clone()).await.unwrap();
    lejre.start_programme(start_programme(&citizen, "2015-09-01")).await.unwrap();
    assert_eq!(lejre.take_over(message).await.unwrap(), first);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_repeats_its_answer() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await.answer;
    macro_rules! twice {
        ($($rpc:ident($message:expr)),+ $(,)?) => {$(
            let message = $message;
            let first = lejre.$rpc(message.clone()).await.unwrap();
            assert_eq!(lejre.$rpc(message).await.unwrap(), first, stringify!($rpc));
        )+};
    }
    let kind = BenefitKind::CashBenefit;
    twice! {
        take_over(take_over(&citizen, "2015-09-01")),
        start_programme(start_programme(&citizen, "2015-09-01")),
        assess(assess(&citizen, ReadinessCategory::JobReady, "2015-09-01")),
        end_programme(end_programme(&citizen, "2015-12-31")),
        start_benefit(start_benefit(&citizen, kind, "2015-09-01")),
        stop_benefit(stop_benefit(&citizen, "2015-12-31")),
    }
    assert_eq!(system.events().await.len(), 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_id_with_another_content_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = register(&number(1));
    lejre.register(message.clone()).await.unwrap();
    let other = pb::RegisterCitizenRequest { family_name: "Anden".to_owned(), ..message.clone() };
    refused(lejre.register(other).await, Code::AlreadyExists, "REQUEST_ID_REUSED");
    // Another municipality numbers its requests by itself.
    let other = pb::RegisterCitizenRequest { person_number: number(2), ..message };
    system.caseworker("849").register(other).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_version_is_refused_with_both_versions_and_the_newest_is_taken() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.new_citizen(&number(1)).await.answer;
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
    let kind = BenefitKind::CashBenefit;
    stale_then_newest! {
        take_over(take_over(&citizen, "2015-09-01"), 1),
        start_programme(start_programme(&citizen, "2015-09-01"), 0),
        assess(assess(&citizen, ReadinessCategory::JobReady, "2015-09-01"), 1),
        end_programme(end_programme(&citizen, "2015-12-31"), 2),
        start_benefit(start_benefit(&citizen, kind, "2015-09-01"), 0),
        stop_benefit(stop_benefit(&citizen, "2015-12-31"), 1),
    }
}

/// Every RPC, each with a message that is right.
async fn each_rpc(user: &User) -> Vec<tonic::Status> {
    let (citizen, day) = (id(), "2015-09-01");
    let list = pb::ListCitizensRequest::default();
    let kind = BenefitKind::CashBenefit;
    vec![
        user.register(register(&number(1))).await.unwrap_err(),
        user.take_over(take_over(&citizen, day)).await.unwrap_err(),
        user.start_programme(start_programme(&citizen, day)).await.unwrap_err(),
        user.end_programme(end_programme(&citizen, day)).await.unwrap_err(),
        user.assess(assess(&citizen, ReadinessCategory::JobReady, day)).await.unwrap_err(),
        user.start_benefit(start_benefit(&citizen, kind, day)).await.unwrap_err(),
        user.stop_benefit(stop_benefit(&citizen, day)).await.unwrap_err(),
        user.get(&citizen, "citizens:1:0").await.err().unwrap(),
        user.list(list, "citizens:1:0").await.unwrap_err(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_token_or_the_role() {
    let system = System::start().await;
    let statuses = each_rpc(&system.nobody()).await;
    let methods = proto::descriptor_pool()
        .get_service_by_name("jobbro.citizens.v1.CitizenService")
        .unwrap()
        .methods()
        .len();
    assert_eq!(statuses.len(), methods, "an RPC is not tried here");
    for status in statuses {
        refused::<()>(Err(status), Code::Unauthenticated, "UNAUTHENTICATED");
    }
    let roles = [Role::ReportReader, Role::CellReader, Role::EmployerConsultant, Role::Migrator];
    for status in each_rpc(&system.user("350", &roles)).await {
        refused::<()>(Err(status), Code::PermissionDenied, "PERMISSION_DENIED");
    }
    assert!(system.events().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_migrator_does_is_marked_as_migrated() {
    let system = System::start().await;
    let migrator = system.user("350", &[Role::Caseworker, Role::Migrator]);
    migrator.new_citizen(&number(1)).await;
    system.caseworker("350").new_citizen(&number(2)).await;
    let origins: Vec<_> =
        system.log().read(0, 10).await.unwrap().iter().map(|it| it.origin).collect();
    assert_eq!(origins, [event_log::Origin::Migrated, event_log::Origin::Live]);
}

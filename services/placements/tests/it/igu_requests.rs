//! What holds for every command on an IGU: fields, repeats, versions, permissions, tenancy.

use event_log::Origin;
use kernel::Role;
use proto::placements::v1 as pb;
use tonic::{Code, Status};

use crate::igu_support::{
    CONCLUDED, FIRST_DAY, System, User, annul, cancel, complete, conclude, id, metadata, plan,
    refused, register, start, stop, wrong_fields,
};

const DAY: &str = "2017-03-05";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    macro_rules! wrong {
        ($($rpc:ident($message:expr) = $fields:expr;)+) => {$(
            let status = lejre.$rpc($message).await.unwrap_err();
            assert_eq!(wrong_fields(&status), $fields, stringify!($rpc));
        )+};
    }
    let old = Some(-1);
    wrong! {
        plan(pb::PlanIguRequest::default()) = ["request_id", "citizen_id", "cvr", "p_number", "first_day"];
        plan(pb::PlanIguRequest { cvr: "13585627".to_owned(), ..plan(&id()) }) = ["cvr"];
        plan(pb::PlanIguRequest { p_number: "100338839".to_owned(), ..plan(&id()) }) = ["p_number"];
        conclude(pb::ConcludeIguRequest::default()) = ["request_id", "igu_id", "concluded_on"];
        register(pb::RegisterIguRequest::default()) = ["request_id", "igu_id", "channel", "registered_on"];
        register(pb::RegisterIguRequest { channel: 9, ..register(&id(), DAY) }) = ["channel"];
        start(pb::StartIguRequest { expected_version: old, ..pb::StartIguRequest::default() }) =
            ["request_id", "igu_id", "expected_version"];
        stop(pb::StopIguRequest { reason: 13, ..pb::StopIguRequest::default() }) =
            ["request_id", "igu_id", "last_day", "reason"];
        complete(pb::CompleteIguRequest::default()) = ["request_id", "igu_id", "last_day"];
        cancel(pb::CancelIguRequest::default()) = ["request_id", "igu_id", "reason"];
        annul(pb::AnnulIguRequest::default()) = ["request_id", "igu_id"];
    }
    let no_such_day = Some(proto::values_v1::CivilDate { year: 2017, month: 2, day: 29 });
    let message = pb::PlanIguRequest { first_day: no_such_day, ..plan(&id()) };
    assert_eq!(wrong_fields(&lejre.plan(message).await.unwrap_err()), ["first_day"]);
    assert_eq!(wrong_fields(&lejre.get("x", "").await.unwrap_err()), ["igu_id"]);
    let message = pb::ListIgusRequest {
        page_size: 201,
        citizen_id: "x".to_owned(),
        state: 8,
        ..pb::ListIgusRequest::default()
    };
    let status = lejre.list(message, "").await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["page_size", "citizen_id", "state"]);
    let message = pb::ListBonusInstalmentsRequest {
        page_size: -1,
        igu_id: "x".to_owned(),
        ..pb::ListBonusInstalmentsRequest::default()
    };
    let status = lejre.bonuses(message, "").await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["page_size", "igu_id"]);
    assert!(system.events().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_repeats_its_answer() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    macro_rules! twice {
        ($user:ident: $($rpc:ident($message:expr)),+ $(,)?) => {$(
            let message = $message;
            let first = $user.$rpc(message.clone()).await.unwrap();
            assert_eq!($user.$rpc(message).await.unwrap(), first, stringify!($rpc));
        )+};
    }
    twice!(lejre: plan(plan(&id())));
    let igu = system.planned(&lejre, &id(), FIRST_DAY).await;
    twice! { lejre:
        conclude(conclude(&igu, CONCLUDED)),
        register(register(&igu, DAY)),
        start(start(&igu)),
        stop(stop(&igu, DAY)),
        annul(annul(&igu)),
    }
    let igu = system.concluded(&lejre, &id()).await;
    twice!(lejre: cancel(cancel(&igu)));
    let igu = system.running_igu(&lejre, &id()).await;
    let events = system.events().await.len();
    system.today_is("2019-03-01");
    let lejre = system.caseworker("350");
    twice!(lejre: complete(complete(&igu, "2019-02-28")));
    assert_eq!(system.events().await.len(), events + 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_beats_a_refusal_and_another_content_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.planned(&lejre, &id(), FIRST_DAY).await;
    let message = conclude(&igu, CONCLUDED);
    let first = lejre.conclude(message.clone()).await.unwrap();
    lejre.annul(annul(&igu)).await.unwrap();
    assert_eq!(lejre.conclude(message.clone()).await.unwrap(), first);
    let other = pb::ConcludeIguRequest { request_id: message.request_id, ..conclude(&igu, DAY) };
    refused(lejre.conclude(other).await, Code::AlreadyExists, "REQUEST_ID_REUSED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_version_is_refused_with_both_versions_and_the_newest_is_taken() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    macro_rules! stale_then_newest {
        ($user:ident: $($rpc:ident($message:expr, $version:literal)),+ $(,)?) => {$(
            let mut message = $message;
            message.expected_version = Some(99);
            let status = refused($user.$rpc(message.clone()).await, Code::Aborted, "STALE_VERSION");
            let versions = metadata(&status);
            assert_eq!(versions["expected"], "99", stringify!($rpc));
            assert_eq!(versions["actual"], stringify!($version), stringify!($rpc));
            message.expected_version = Some($version);
            let done = $user.$rpc(message).await.unwrap();
            assert_eq!(done.answer.version, $version + 1, stringify!($rpc));
        )+};
    }
    let igu = system.planned(&lejre, &id(), FIRST_DAY).await;
    stale_then_newest! { lejre:
        conclude(conclude(&igu, CONCLUDED), 3),
        register(register(&igu, DAY), 4),
        start(start(&igu), 5),
        stop(stop(&igu, DAY), 6),
        annul(annul(&igu), 7),
    }
    let igu = system.concluded(&lejre, &id()).await;
    stale_then_newest!(lejre: cancel(cancel(&igu), 4));
    let igu = system.running_igu(&lejre, &id()).await;
    system.today_is("2019-03-01");
    let lejre = system.caseworker("350");
    stale_then_newest!(lejre: complete(complete(&igu, "2019-02-28"), 6));
}

/// Every RPC about one IGU, each with a message that is right.
async fn about(user: &User, igu: &str, expected_version: Option<i64>) -> Vec<Status> {
    macro_rules! refusals {
        ($($rpc:ident($message:expr)),+ $(,)?) => {
            vec![$({
                let mut message = $message;
                message.expected_version = expected_version;
                user.$rpc(message).await.unwrap_err()
            }),+]
        };
    }
    let mut all = refusals! {
        conclude(conclude(igu, CONCLUDED)),
        register(register(igu, DAY)),
        start(start(igu)),
        stop(stop(igu, DAY)),
        complete(complete(igu, "2019-02-28")),
        cancel(cancel(igu)),
        annul(annul(igu)),
    };
    all.push(user.get(igu, "").await.unwrap_err());
    all
}

/// The other RPCs.
async fn others(user: &User) -> Vec<Status> {
    vec![
        user.plan(plan(&id())).await.unwrap_err(),
        user.list(pb::ListIgusRequest::default(), "").await.unwrap_err(),
        user.bonuses(pb::ListBonusInstalmentsRequest::default(), "").await.unwrap_err(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_token_or_the_role() {
    let system = System::start().await;
    let each = async |user: &User| [about(user, &id(), None).await, others(user).await].concat();
    let statuses = each(&system.nobody()).await;
    let service = proto::descriptor_pool();
    let service = service.get_service_by_name("jobbro.placements.v1.IguService").unwrap();
    assert_eq!(statuses.len(), service.methods().len(), "an RPC is not tried here");
    for status in statuses {
        refused::<()>(Err(status), Code::Unauthenticated, "UNAUTHENTICATED");
    }
    let roles = [Role::ReportReader, Role::CellReader, Role::EmployerConsultant, Role::Migrator];
    for status in each(&system.user("350", &roles)).await {
        refused::<()>(Err(status), Code::PermissionDenied, "PERMISSION_DENIED");
    }
    assert!(system.events().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipalitys_igu_is_told_in_the_same_words_as_an_unknown_one() {
    let system = System::start().await;
    let (lejre, kolding) = (system.caseworker("350"), system.caseworker("621"));
    let planned = system.planned(&lejre, &id(), FIRST_DAY).await;
    let running = system.running_igu(&lejre, &id()).await;
    let events = system.events().await.len();
    let words = |statuses: Vec<Status>| -> Vec<(String, Vec<u8>)> {
        let told = statuses.into_iter().map(|it| {
            refused::<()>(Err(it.clone()), Code::NotFound, "NOT_FOUND");
            (it.message().to_owned(), it.details().to_vec())
        });
        told.collect()
    };
    for expected_version in [None, Some(0), Some(3), Some(7)] {
        let unknown = words(about(&kolding, &id(), expected_version).await);
        for igu in [&planned, &running] {
            assert_eq!(words(about(&kolding, igu, expected_version).await), unknown);
        }
    }
    assert_eq!(system.events().await.len(), events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_migrator_does_is_marked_as_migrated() {
    let system = System::start().await;
    let migrator = system.user("350", &[Role::Caseworker, Role::Migrator]);
    migrator.plan(plan(&id())).await.unwrap();
    let migrated = system.log().read(0, 10).await.unwrap();
    assert!(migrated.iter().all(|it| it.origin == Origin::Migrated));
    system.caseworker("350").plan(plan(&id())).await.unwrap();
    let live = system.log().read(3, 10).await.unwrap();
    assert!(live.len() == 3 && live.iter().all(|it| it.origin == Origin::Live));
}

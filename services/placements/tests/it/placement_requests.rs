//! What holds for every RPC of internships: repeats, versions, permissions, other municipalities.

use event_log::DbRole;
use kernel::Role;
use proto::{
    placements::v1::{self as pb, EndReason},
    values_v1::SignerRole,
};
use tonic::{Code, Status};

use crate::{
    igu_support::{id, metadata, refused},
    support::{
        Worker, cancel, complete, draft, grant, interrupt, nobody, reject, reserved,
        reserved_comes, revise, sign, somebody, start, stated, submit, system, worker,
    },
};

/// Every RPC, each with a message that is right.
async fn each_rpc(user: &Worker, placement: &str, expected_version: Option<i64>) -> Vec<Status> {
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
        sign(sign(placement, SignerRole::Employer)),
        revise(revise(placement, &id())),
        submit(submit(placement)),
        grant(grant(placement)),
        reject(reject(placement)),
        start(start(placement)),
        complete(complete(placement)),
        interrupt(interrupt(placement, "2018-03-09")),
        cancel(cancel(placement)),
    };
    all.push(user.get(placement, "placements:1:0").await.err().unwrap());
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_token_or_the_role() {
    let system = system().await;
    let methods = proto::descriptor_pool()
        .get_service_by_name("jobbro.placements.v1.PlacementService")
        .unwrap()
        .methods()
        .len();
    let all = async |user: &Worker| {
        let mut statuses = each_rpc(user, &id(), None).await;
        statuses.push(user.draft(draft(&id())).await.unwrap_err());
        let list = pb::ListPlacementsRequest::default();
        statuses.push(user.list(list, "placements:1:0").await.unwrap_err());
        assert_eq!(statuses.len(), methods, "an RPC is not tried here");
        statuses
    };
    for status in all(&nobody(&system)).await {
        refused::<()>(Err(status), Code::Unauthenticated, "UNAUTHENTICATED");
    }
    let outsider = somebody(&system, "350", &[Role::ReportReader, Role::CellReader]);
    for status in all(&outsider).await {
        refused::<()>(Err(status), Code::PermissionDenied, "PERMISSION_DENIED");
    }
    assert!(system.events().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipalitys_placement_is_told_in_the_same_words_as_an_unknown_one() {
    let system = system().await;
    let (lejre, jammerbugt) = (worker(&system, "350"), worker(&system, "849"));
    let drafted = lejre.drafted().await;
    let answered = lejre.answered(&system).await;
    let running = lejre.running(&system).await;
    let events = system.events().await.len();
    let words = |statuses: Vec<Status>| -> Vec<(String, Vec<u8>)> {
        let told = statuses.into_iter().map(|it| {
            refused::<()>(Err(it.clone()), Code::NotFound, "NOT_FOUND");
            (it.message().to_owned(), it.details().to_vec())
        });
        told.collect()
    };
    for expected_version in [None, Some(0), Some(1), Some(7)] {
        let unknown = words(each_rpc(&jammerbugt, &id(), expected_version).await);
        for placement in [&drafted, &answered, &running] {
            let told = words(each_rpc(&jammerbugt, placement, expected_version).await);
            assert_eq!(told, unknown);
        }
    }
    assert_eq!(system.events().await.len(), events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_id_of_another_kind_of_stream_is_no_placement() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (_, question) = lejre.submitted().await;
    refused(lejre.cancel(cancel(&question)).await, Code::NotFound, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_repeats_its_answer_and_does_nothing_twice() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    macro_rules! twice {
        ($user:ident.$rpc:ident($message:expr)) => {{
            let message = $message;
            let first = $user.$rpc(message.clone()).await.unwrap();
            let events = system.events().await.len();
            assert_eq!($user.$rpc(message).await.unwrap(), first, stringify!($rpc));
            assert_eq!(system.events().await.len(), events, stringify!($rpc));
            first.answer
        }};
    }
    let citizen = id();
    let placement = twice!(lejre.draft(draft(&citizen))).placement_id;
    twice!(lejre.revise(revise(&placement, &citizen)));
    for role in crate::support::EVERYBODY {
        twice!(lejre.sign(sign(&placement, role)));
    }
    let question = twice!(lejre.submit(submit(&placement))).question_id;
    crate::support::facts_come(&system, &lejre, &stated(&question)).await;
    let place = crate::support::last_place_asked(&system).await.question_id;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    twice!(decider.grant(grant(&placement)));
    twice!(lejre.start(start(&placement)));
    twice!(lejre.interrupt(interrupt(&placement, "2018-03-09")));
    let other = lejre.running(&system).await;
    twice!(lejre.complete(complete(&other)));
    let other = lejre.answered(&system).await;
    twice!(decider.reject(reject(&other)));
    let other = lejre.drafted().await;
    twice!(lejre.cancel(cancel(&other)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_id_with_another_content_is_refused() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.drafted().await;
    let message = cancel(&placement);
    lejre.cancel(message.clone()).await.unwrap();
    let mut other = message.clone();
    other.reason = EndReason::Moved.into();
    refused(lejre.cancel(other).await, Code::AlreadyExists, "REQUEST_ID_REUSED");
    // What is sealed is part of what is compared, too.
    let first = draft(&id());
    lejre.draft(first.clone()).await.unwrap();
    let mut other = first;
    other.terms.as_mut().unwrap().tasks = "Noget andet".to_owned();
    refused(lejre.draft(other).await, Code::AlreadyExists, "REQUEST_ID_REUSED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_version_is_refused_with_both_versions_and_the_newest_is_taken() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    macro_rules! stale_then_newest {
        ($user:ident.$rpc:ident($message:expr, $version:expr)) => {{
            let mut message = $message;
            message.expected_version = Some(99);
            let result = $user.$rpc(message.clone()).await;
            let status = refused(result, Code::Aborted, "STALE_VERSION");
            let told = metadata(&status);
            assert_eq!(told["expected"], "99");
            assert_eq!(told["actual"], $version.to_string(), stringify!($rpc));
            message.expected_version = Some($version);
            let done = $user.$rpc(message).await.unwrap();
            assert!(done.answer.version > $version, stringify!($rpc));
            done.answer
        }};
    }
    let citizen = id();
    let placement = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    stale_then_newest!(lejre.revise(revise(&placement, &citizen), 1));
    stale_then_newest!(lejre.sign(sign(&placement, SignerRole::Employer), 2));
    stale_then_newest!(lejre.sign(sign(&placement, SignerRole::EmployeeRepresentative), 3));
    stale_then_newest!(lejre.sign(sign(&placement, SignerRole::Citizen), 4));
    let question = stale_then_newest!(lejre.submit(submit(&placement), 5)).question_id;
    crate::support::facts_come(&system, &lejre, &stated(&question)).await;
    let place = crate::support::last_place_asked(&system).await.question_id;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    // Submitted and asked, told and asked, told.
    stale_then_newest!(decider.grant(grant(&placement), 10));
    stale_then_newest!(lejre.start(start(&placement), 11));
    stale_then_newest!(lejre.complete(complete(&placement), 12));
    let other = lejre.drafted().await;
    stale_then_newest!(lejre.cancel(cancel(&other), 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_level_security_shows_each_municipality_its_own_rows_only() {
    let system = system().await;
    let mut last = String::new();
    for municipality in ["350", "350", "849", "217"] {
        let user = worker(&system, municipality);
        let placement = user.answered(&system).await;
        last = worker(&system, municipality).grant(grant(&placement)).await.unwrap().token;
    }
    // Whoever lists waits until all is folded.
    for (municipality, own) in [("350", 2), ("849", 1), ("217", 1), ("101", 0)] {
        let user = worker(&system, municipality);
        let all = user.list(pb::ListPlacementsRequest::default(), &last).await.unwrap();
        assert_eq!(all.placements.len(), own, "{municipality}");
    }
    let (all, read) = (system.db().superuser(), system.db().pool(DbRole::Read));
    let problems = projections::row_security_problems(&all, &read).await.unwrap();
    // The rows of IGUs are tried by their own test; here there are none.
    let ours: Vec<_> = problems.iter().filter(|it| !it.starts_with("igus")).collect();
    assert!(ours.is_empty(), "{ours:?}");
}

//! What can be wrong with a request by itself: every field at once.

use proto::placements::v1 as pb;

use crate::{
    igu_support::{id, on, wrong_fields},
    support::{cancel, draft, interrupt, reject, revise, sign, submit, system, worker},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_field_of_every_command_is_named_at_once() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let status = lejre.draft(pb::DraftPlacementRequest::default()).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["request_id", "terms"]);
    let mut empty = draft(&id());
    empty.terms = Some(pb::Terms::default());
    let status = lejre.draft(empty).await.unwrap_err();
    let terms = [
        "terms.citizen_id",
        "terms.cvr",
        "terms.p_number",
        "terms.focus",
        "terms.first_day",
        "terms.last_day",
        "terms.weekly_hours",
    ];
    assert_eq!(wrong_fields(&status), terms);
    let status = lejre.revise(pb::RevisePlacementRequest::default()).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["request_id", "placement_id", "terms"]);
    let mut negative = revise(&id(), &id());
    negative.expected_version = Some(-1);
    let status = lejre.revise(negative).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["expected_version"]);
    let status = lejre.sign(pb::SignPlacementRequest::default()).await.unwrap_err();
    assert_eq!(
        wrong_fields(&status),
        ["request_id", "placement_id", "role", "signed_on", "method"]
    );
    macro_rules! plain {
        ($($rpc:ident($request:ident): $wrong:expr;)+) => {$(
            let status = lejre.$rpc(pb::$request::default()).await.unwrap_err();
            assert_eq!(wrong_fields(&status), $wrong, stringify!($rpc));
        )+};
    }
    let ids = ["request_id", "placement_id"];
    plain! {
        submit(SubmitPlacementRequest): ids;
        grant(GrantPlacementRequest): ids;
        start(StartPlacementRequest): ids;
        complete(CompletePlacementRequest): ids;
        reject(RejectPlacementRequest): ["request_id", "placement_id", "reason"];
        interrupt(InterruptPlacementRequest): ["request_id", "placement_id", "last_day", "reason"];
        cancel(CancelPlacementRequest): ["request_id", "placement_id", "reason"];
    }
}

/// A change of right terms, and the fields that are wrong then.
type Case = (fn(&mut pb::Terms), &'static [&'static str]);

const CASES: &[Case] = &[
    (|_| {}, &[]),
    (|it| it.cvr = "13585627".into(), &["terms.cvr"]),
    (|it| it.p_number = "123".into(), &["terms.p_number"]),
    (|it| it.focus = 99, &["terms.focus"]),
    (|it| it.last_day = on("2018-03-04"), &["terms.last_day"]),
    (|it| it.last_day = on("2018-03-05"), &[]),
    (|it| it.weekly_hours = 0, &["terms.weekly_hours"]),
    (|it| it.weekly_hours = 1, &[]),
    (|it| it.weekly_hours = 37, &[]),
    (|it| it.weekly_hours = 38, &["terms.weekly_hours"]),
    (|it| it.purpose = "x".repeat(4000), &[]),
    (|it| it.purpose = "x".repeat(4001), &["terms.purpose"]),
    (|it| it.tasks = "a\u{7}b".into(), &["terms.tasks"]),
    (|it| it.job_goal = "x".repeat(4001), &["terms.job_goal"]),
    (|it| it.length_grounds = vec![0], &["terms.length_grounds", "terms.length_ground_text"]),
    // A ground needs words, and words a ground.
    (|it| it.length_grounds = vec![1], &["terms.length_ground_text"]),
    (|it| it.length_ground_text = "ord".into(), &["terms.length_ground_text"]),
    // The texts may be left out: whether that is lawful is decided at the grant.
    (|it| (it.purpose, it.tasks, it.job_goal) = Default::default(), &[]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_field_of_the_terms_is_looked_at() {
    let system = system().await;
    let lejre = worker(&system, "350");
    for (at, (change, wrong)) in CASES.iter().enumerate() {
        let mut message = draft(&id());
        change(message.terms.as_mut().unwrap());
        let found = match lejre.draft(message).await {
            Ok(_) => Vec::new(),
            Err(status) => wrong_fields(&status),
        };
        assert_eq!(found, *wrong, "case {at}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_representative_objects_and_only_another_reason_has_words() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.drafted().await;
    let mut objection = sign(&placement, proto::values_v1::SignerRole::Employer);
    objection.objected = true;
    assert_eq!(wrong_fields(&lejre.sign(objection).await.unwrap_err()), ["objected"]);
    let mut without = interrupt(&placement, "2018-03-09");
    without.text.clear();
    assert_eq!(wrong_fields(&lejre.interrupt(without).await.unwrap_err()), ["text"]);
    let mut with = cancel(&placement);
    with.text = "ord".to_owned();
    assert_eq!(wrong_fields(&lejre.cancel(with).await.unwrap_err()), ["text"]);
    let mut long = reject(&placement);
    long.reason = "x".repeat(4001);
    assert_eq!(wrong_fields(&lejre.reject(long).await.unwrap_err()), ["reason"]);
    let mut list = pb::ListPlacementsRequest { page_size: 201, ..Default::default() };
    (list.citizen_id, list.state) = ("x".to_owned(), 99);
    let status = lejre.list(list, "").await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["page_size", "citizen_id", "state"]);
    assert_eq!(wrong_fields(&lejre.submit(submit("x")).await.unwrap_err()), ["placement_id"]);
}

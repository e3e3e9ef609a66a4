//! Why an IGU ended can tell of health: it is sealed with the citizen's key, stands nowhere in clear, and dies with the
//! key.

use event_log::{LookUp, Opened, Within};
use kernel::{Role, Uuid};
use prost::{Message, Name};
use proto::{
    placements::{
        events::v1::{IguCancelled, IguEnd, IguEndReason, IguStopped},
        v1::{CancelIguRequest, IguStopReason, StopIguRequest},
    },
    values_v1::Purpose,
};
use tonic::Code::{FailedPrecondition, InvalidArgument, NotFound};

use crate::igu_support::{System, cancel, id, refused, stop};

async fn open(system: &System, citizen: &str, stream: &str) -> Opened {
    let caller = testkit::caller("350", &[Role::Caseworker]);
    let look_up = LookUp {
        reason: "case_work".to_owned(),
        rpc: "placements.test",
        subject: citizen.parse().unwrap(),
        parts: vec![Purpose::Placement],
        within: Some(Within {
            stream: stream.parse().unwrap(),
            types: vec![IguStopped::full_name(), IguCancelled::full_name()],
        }),
        search_terms: Vec::new(),
    };
    system.log().vault().open(&caller, look_up).await.unwrap().remove(0)
}

fn reason(opened: &Opened) -> IguEndReason {
    let Opened::Plain(bytes) = opened else { panic!("not opened: {opened:?}") };
    IguEnd::decode(bytes.as_slice()).unwrap().reason()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reason_of_an_end_is_sealed_and_stands_nowhere_else() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let (sick, pregnant) = (id(), id());
    let stopped = system.running_igu(&lejre, &sick).await;
    let reason_is = |it: IguStopReason| it.into();
    let message = StopIguRequest {
        reason: reason_is(IguStopReason::LongSickness),
        ..stop(&stopped, "2017-03-09")
    };
    lejre.stop(message).await.unwrap();
    let cancelled = system.concluded(&lejre, &pregnant).await;
    let message =
        CancelIguRequest { reason: reason_is(IguStopReason::Maternity), ..cancel(&cancelled) };
    lejre.cancel(message).await.unwrap();

    let events = system.log().read(0, 1000).await.unwrap();
    let bytes = |name: &str| {
        let event = events.iter().find(|it| it.type_name.ends_with(name)).unwrap();
        event.payload.clone()
    };
    // Byte for byte what holds no reason.
    let in_clear = IguStopped::decode(bytes("IguStopped")).unwrap();
    assert_eq!(in_clear.igu_id, stopped);
    assert_eq!(bytes("IguStopped").len(), in_clear.encoded_len());
    let in_clear = IguCancelled { igu_id: cancelled.clone() };
    assert_eq!(bytes("IguCancelled"), in_clear.encode_to_vec());

    assert_eq!(reason(&open(&system, &sick, &stopped).await), IguEndReason::LongSickness);
    assert_eq!(reason(&open(&system, &pregnant, &cancelled).await), IguEndReason::Maternity);
    let plain = IguEnd { reason: IguEndReason::LongSickness.into() }.encode_to_vec();
    let sides: Vec<Vec<u8>> = sqlx::query_scalar("SELECT ciphertext FROM log.side")
        .fetch_all(&system.db().superuser())
        .await
        .unwrap();
    assert_eq!(sides.len(), 2);
    for ciphertext in sides {
        assert!(!ciphertext.windows(plain.len()).any(|it| it == plain));
    }
    assert_eq!(system.log().verify().await.unwrap().divergence, None);
}

/// Why, in which RPC, about whom, which part.
async fn look_ups(system: &System) -> Vec<(String, String, Uuid)> {
    sqlx::query_as("SELECT reason, rpc, subject_id FROM log.lookup ORDER BY id")
        .fetch_all(&system.db().superuser())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_is_opened_only_for_a_purpose_and_leaves_a_row() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    // Two of one citizen, each with its own reason.
    let stopped = system.running_igu(&lejre, &citizen).await;
    let reason = IguStopReason::LongSickness.into();
    lejre.stop(StopIguRequest { reason, ..stop(&stopped, "2017-03-09") }).await.unwrap();
    let cancelled = system.planned(&lejre, &citizen, "2017-03-10").await;
    let reason = IguStopReason::Maternity.into();
    let token =
        lejre.cancel(CancelIguRequest { reason, ..cancel(&cancelled) }).await.unwrap().token;
    let running = system.running_igu(&lejre, &id()).await;

    let closed = lejre.get(&stopped, &token).await.unwrap();
    assert_eq!((closed.stop_reason(), closed.reason_erased), (IguStopReason::Unspecified, false));
    let unknown = lejre.get_for(&stopped, "curiosity", &token).await;
    refused(unknown, InvalidArgument, "PURPOSE_MISSING");
    let elsewhere = system.caseworker("849").get_for(&stopped, "case_work", "").await;
    refused(elsewhere, NotFound, "NOT_FOUND");
    let none = lejre.get_for(&running, "case_work", &token).await.unwrap();
    assert_eq!((none.stop_reason(), none.reason_erased), (IguStopReason::Unspecified, false));
    assert_eq!(look_ups(&system).await, []);

    for (igu, reason) in
        [(&stopped, IguStopReason::LongSickness), (&cancelled, IguStopReason::Maternity)]
    {
        let opened = lejre.get_for(igu, "case_work", &token).await.unwrap();
        assert_eq!((opened.stop_reason(), opened.reason_erased), (reason, false));
    }
    let row = ("case_work".to_owned(), "placements.get_igu".to_owned(), citizen.parse().unwrap());
    assert_eq!(look_ups(&system).await, [row.clone(), row]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_person_whose_data_was_erased_no_reason_is_told_or_taken() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let stopped = system.running_igu(&lejre, &citizen).await;
    lejre.stop(stop(&stopped, "2017-03-05")).await.unwrap();
    let second = system.planned(&lejre, &citizen, "2017-03-10").await;
    let subject: Uuid = citizen.parse().unwrap();
    system.log().vault().erase(subject, None).await.unwrap();
    assert_eq!(open(&system, &citizen, &stopped).await, Opened::Erased);
    let refused_end = lejre.cancel(cancel(&second)).await;
    refused(refused_end, FailedPrecondition, "PERSON_ERASED");
    let shown = lejre.get_for(&stopped, "case_work", "").await.unwrap();
    assert_eq!((shown.stop_reason(), shown.reason_erased), (IguStopReason::Unspecified, true));
    // What tells nothing more of the person still goes on.
    assert!(!lejre.get(&stopped, "").await.unwrap().reason_erased);
}

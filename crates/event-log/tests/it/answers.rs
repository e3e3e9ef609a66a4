//! Stored answers: the same id gives the same answer for ever, and beats any refusal.

use event_log::ExecuteError;

use crate::{
    tally::Command::{Add, Close, Open},
    work::{Step::*, *},
};

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_token_even_where_it_would_be_refused_now() {
    let (database, log) = new_log().await;
    let stream = id();
    done(&log, [Do(stream, Open)]).await;
    let add = order();
    let first =
        log.execute(&add, &Work::of([Do(stream, Add(5)), Do(stream, Add(6))])).await.unwrap();
    done(&log, [Do(stream, Close)]).await;

    let elsewhere = database.log("tests", clock()).await;
    for log in [&log, &elsewhere] {
        let again =
            log.execute(&add, &Work::of([Do(stream, Add(5)), Do(stream, Add(6))])).await.unwrap();
        assert!(again.replayed);
        assert_eq!((&again.answer, again.token), (&first.answer, first.token));
        // Without the id it is refused, so the answer above did beat a refusal.
        assert_eq!(refusal(execute(log, [Do(stream, Add(5))]).await), No::NotOpen);
    }
    assert_eq!(whole(&log).await, 4);
}

#[tokio::test]
async fn a_repeat_beats_a_stale_version_and_a_claim_that_is_its_own() {
    let (_database, log) = new_log().await;
    let stream = id();
    let order = order();
    let first = || Work::of([Expect(stream, 0), Do(stream, Open), Take("k", vec![1], stream)]);
    // Each try would make another stream; the claim is held by the first one's.
    let other = || Work::of([Do(id(), Open), Take("k", vec![1], id())]);
    let told = log.execute(&order, &first()).await.unwrap();
    for again in [log.execute(&order, &first()).await, log.execute(&order, &other()).await] {
        let again = again.unwrap();
        assert!(again.replayed);
        assert_eq!(again.token, told.token);
    }
    assert_eq!(log.head().await.unwrap().position, 1);
}

#[tokio::test]
async fn an_id_used_for_another_body_or_rpc_is_refused_whatever_it_asks() {
    let (_database, log) = new_log().await;
    let stream = id();
    let request = id();
    let order = order_of(caller(), request, "body");
    log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    let other_body = order_of(caller(), request, "another body");
    let mut other_rpc = order_of(caller(), request, "body");
    other_rpc.rpc = "tests.other";
    for reused in [other_body, other_rpc] {
        for work in [Work::of([Do(id(), Open)]), Work::of([Do(id(), Add(1))])] {
            let told = log.execute(&reused, &work).await;
            assert!(matches!(told, Err(ExecuteError::RequestIdReused)), "{told:?}");
        }
    }
    // Another client or municipality numbers its commands as it likes.
    let mut client = caller();
    client.client = "another-client".to_owned();
    for stranger in [client, testkit::caller("849", &[kernel::Role::Caseworker])] {
        let told =
            log.execute(&order_of(stranger, request, "x"), &Work::of([Do(id(), Open)])).await;
        assert!(!told.unwrap().replayed);
    }
}

#[tokio::test]
async fn a_command_that_decided_nothing_is_answered_the_same_for_ever() {
    let (database, log) = new_log().await;
    let stream = id();
    let before_all = order();
    let nothing = log.execute(&before_all, &Work::of([Do(stream, Close)])).await.unwrap();
    assert_eq!((nothing.token.position, nothing.token.epoch), (0, 1));
    done(&log, [Do(stream, Open)]).await;
    let order = order();
    let first = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    assert_eq!((first.token.position, first.replayed), (1, false));
    done(&log, [Do(stream, Close)]).await;

    let elsewhere = database.log("tests", clock()).await;
    for log in [&log, &elsewhere] {
        // Now it would open, and the one before all would decide something too.
        let again = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
        assert!(again.replayed);
        assert_eq!((&again.answer, again.token), (&first.answer, first.token));
        let again = log.execute(&before_all, &Work::of([Do(stream, Close)])).await.unwrap();
        assert_eq!((again.replayed, again.token), (true, nothing.token));
    }
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM log.answer")
        .fetch_one(&database.superuser())
        .await
        .unwrap();
    assert_eq!((rows, whole(&log).await), (2, 2));
}

#[tokio::test]
async fn an_old_position_keeps_its_epoch_when_a_new_one_begins() {
    let (database, log) = new_log().await;
    let stream = id();
    let order = order();
    let first = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    sqlx::query("INSERT INTO log.epoch VALUES (2, 2)")
        .execute(&database.superuser())
        .await
        .unwrap();
    let second = done(&log, [Do(stream, Add(1))]).await;
    let again = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    assert_eq!((first.token.epoch, again.token.epoch, second.token.epoch), (1, 1, 2));
    let epochs: Vec<i64> = log.read(0, 9).await.unwrap().iter().map(|it| it.epoch).collect();
    assert_eq!(epochs, [1, 2]);
    assert_eq!(log.head().await.unwrap(), second.token);
}

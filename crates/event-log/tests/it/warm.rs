//! A cache may only ever save work: two processes that each remember a stream.

use crate::{
    parent::Child,
    tally::Command::{Add, Close, Open},
    work::{Step::*, *},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_process_has_made_lawful_another_with_a_warm_cache_does_not_refuse() {
    let (database, log) = new_log().await;
    let (mut one, mut other) = tokio::join!(Child::start(&database, 1), Child::start(&database, 1));
    let stream = id();
    for _ in 0..10 {
        for (here, there) in [(&mut one, "there"), (&mut other, "here")].map(|it| (it.0, it.1)) {
            assert_eq!(here.ask(&format!("do {stream} open")).await, "ok", "{there}");
            assert_eq!(here.ask(&format!("do {stream} close")).await, "ok");
        }
        // Both remember it closed, one opens it.
        assert_eq!(one.ask(&format!("do {stream} add")).await, "refused NotOpen");
        assert_eq!(other.ask(&format!("do {stream} add")).await, "refused NotOpen");
        assert_eq!(one.ask(&format!("do {stream} open")).await, "ok");
        assert_eq!(other.ask(&format!("do {stream} add")).await, "ok");
        // And the other way: what one has made unlawful the other refuses.
        assert_eq!(other.ask(&format!("do {stream} close")).await, "ok");
        assert_eq!(one.ask(&format!("do {stream} add")).await, "refused NotOpen");
    }
    whole(&log).await;
}

#[tokio::test]
async fn an_empty_decision_or_an_old_version_is_decided_again_on_what_is() {
    let (database, here) = new_log().await;
    let there = database.log("tests", clock()).await;
    let stream = id();
    done(&here, [Do(stream, Open)]).await;
    done(&there, [Do(stream, Close)]).await;
    // Here it is remembered open, so opening it would be nothing.
    let opened = done(&here, [Do(stream, Open)]).await;
    assert_eq!((opened.token.position, opened.answer.version), (3, 3));
    done(&there, [Do(stream, Add(1))]).await;
    // Here version 3 is remembered; 4 is no old version.
    done(&here, [Expect(stream, 4), Do(stream, Add(1))]).await;
    assert_eq!(whole(&here).await, 5);
}

#[tokio::test]
async fn a_command_on_a_remembered_stream_reads_nothing_and_is_decided_once() {
    let (database, log) = new_log().await;
    let (stream, other) = (id(), id());
    done(&log, [Do(stream, Open)]).await;
    let work = Work::of([Do(stream, Add(1))]);
    log.execute(&order(), &work).await.unwrap();
    assert_eq!(work.runs(), 1);
    // A refusal that still stands is confirmed, not made again; one that does not is.
    let refused = Work::of([Do(stream, Open), Do(other, Add(1))]);
    assert_eq!(refusal(log.execute(&order(), &refused).await), No::NotOpen);
    assert_eq!(refused.runs(), 1);
    let elsewhere = database.log("tests", clock()).await;
    done(&elsewhere, [Do(stream, Close)]).await;
    let again = Work::of([Do(stream, Add(1))]);
    assert_eq!(refusal(log.execute(&order(), &again).await), No::NotOpen);
    assert_eq!(again.runs(), 2);
}

#[tokio::test]
async fn a_remembered_stream_that_the_database_has_lost_is_read_anew() {
    let (database, log) = new_log().await;
    let stream = id();
    done(&log, [Do(stream, Open), Do(stream, Add(1))]).await;
    done(&log, [Do(stream, Add(1))]).await;
    // As after a restore to an earlier moment.
    let restore = "DELETE FROM log.event WHERE position = 3";
    sqlx::query(restore).execute(&database.superuser()).await.unwrap();
    assert_eq!(done(&log, [Do(stream, Add(5))]).await.answer.version, 3);

    // And once more, with another event where the remembered one stood.
    sqlx::query(restore).execute(&database.superuser()).await.unwrap();
    let elsewhere = database.log("tests", clock()).await;
    done(&elsewhere, [Do(stream, Add(7))]).await;
    assert_eq!(done(&log, [Do(stream, Add(1))]).await.answer, Answer { version: 4, sum: 8 });
    assert_eq!(whole(&log).await, 4);
}

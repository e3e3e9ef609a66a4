//! Many callers in several processes, while sessions and the server itself are killed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use event_log::DbRole;
use sqlx::PgPool;
use testkit::Database;

use crate::{
    parent::Child,
    raw::Raw,
    tally::Command::Open,
    work::{Step::*, *},
};

/// Callers in each of two processes, over four batchers each.
const CALLERS: usize = 32;
const COMMANDS: usize = 12;
const RAW: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_out_of_order_whatever_is_killed() {
    let mut server = servers::Postgres::start(testkit::tools()).unwrap();
    let database = migrated(Database::empty_on(&server.url("postgres")).await).await;
    let (mut one, mut other) = tokio::join!(Child::start(&database, 4), Child::start(&database, 4));
    let log = database.log("tests", clock()).await;
    let hot: Vec<_> = (0..3).map(|_| id()).collect();
    for stream in &hot {
        done(&log, [Do(*stream, Open)]).await;
    }
    let hot: Vec<String> = hot.iter().map(ToString::to_string).collect();
    let load = format!("load {CALLERS} {COMMANDS} {}", hot.join(" "));
    one.say(&load).await;
    other.say(&load).await;

    let stop = Arc::new(AtomicBool::new(false));
    let raw: Vec<_> = (0..RAW)
        .map(|_| tokio::spawn(raw_caller(database.pool(DbRole::Append), Arc::clone(&stop))))
        .collect();
    let all = i64::try_from(2 * CALLERS * COMMANDS).unwrap();
    terminate(&database, all / 2).await;
    server.kill().unwrap();
    server.restart().unwrap();
    terminate(&database, all).await;

    for child in [&mut one, &mut other] {
        let said = child.hear().await;
        assert!(said.starts_with(&format!("done {},", CALLERS * COMMANDS)), "{said}");
        eprintln!("{said}");
    }
    stop.store(true, Ordering::SeqCst);
    let mut expected = all + 3;
    for it in raw {
        expected += it.await.unwrap();
    }
    assert_eq!(whole(&log).await, expected);
    let (commands, streams_whole): (i64, bool) = sqlx::query_as(
        "SELECT count(DISTINCT (request_id, client, asker)),
           (SELECT bool_and(n = newest) FROM (
             SELECT count(*) AS n, max(version) AS newest FROM log.event GROUP BY stream_id) s)
         FROM log.event",
    )
    .fetch_one(&database.superuser())
    .await
    .unwrap();
    assert_eq!((commands, streams_whole), (expected, true));
    log.close().await;
}

/// Ends sessions, one after the other, until the log has so many events.
async fn terminate(database: &Database, events: i64) {
    let reached = AtomicI64::new(0);
    let ending = async {
        while reached.load(Ordering::SeqCst) < events {
            let pool = database.superuser();
            let ended = sqlx::query_scalar::<_, i64>(
                "SELECT (SELECT coalesce(max(position), 0) FROM log.event) FROM (
                   SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
                   ORDER BY random() LIMIT 2) killed LIMIT 1",
            )
            .fetch_optional(&pool)
            .await;
            // Our own session may be the one that died with the server.
            if let Ok(Some(head)) = ended {
                reached.store(head, Ordering::SeqCst);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let ended = tokio::time::timeout(Duration::from_mins(4), ending).await;
    ended.unwrap_or_else(|_| panic!("{} of {events} events", reached.load(Ordering::SeqCst)));
}

/// Appends to a stream of its own until it is told to stop; a lost call is made again until its outcome is known.
async fn raw_caller(pool: PgPool, stop: Arc<AtomicBool>) -> i64 {
    let stream = id();
    let mut version = 0;
    while !stop.load(Ordering::SeqCst) {
        let call = Raw::on(stream, version);
        loop {
            match call.append(&pool).await {
                Ok((0 | 1, _)) => break,
                Ok(other) => panic!("{other:?}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
        version += 1;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    version
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_id_200_times_at_once_is_one_event_and_one_answer() {
    let (database, log) = new_log().await;
    let (mut one, mut other) = tokio::join!(Child::start(&database, 4), Child::start(&database, 4));
    let (stream, request) = (id(), id());
    done(&log, [Do(stream, Open)]).await;
    let ask = format!("same {request} {stream} 100");
    let (one, other) = tokio::join!(one.ask(&ask), other.ask(&ask));
    assert_eq!(one, other);
    assert_eq!(one, "{(2, 0, 1, 2)}");
    assert_eq!(whole(&log).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_registrations_at_once_one_wins_and_no_stranger_fails() {
    let (database, log) = new_log().await;
    let (mut one, mut other) = tokio::join!(Child::start(&database, 4), Child::start(&database, 4));
    let (one, other) = tokio::join!(one.ask("claim 100"), other.ask("claim 100"));
    let mut both = [one, other];
    both.sort_unstable();
    assert_eq!(both, ["100 claimed, 100 stranger", "99 claimed, 100 stranger, 1 won"]);
    assert_eq!(whole(&log).await, 201);
}

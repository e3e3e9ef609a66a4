//! What the checks and the indexes are for: with a check taken out of the append function an index stops the batch,
//! and strangers with it; with the index out too, the log is wrong and `verify` or a count says so.

use std::time::Duration;

use event_log::{DbRole, Divergence, EventLog, ExecuteError, Fault};
use sqlx::{AssertSqlSafe, PgPool};
use testkit::Database;

use crate::{
    raw::{Raw, Told},
    sealing::sealed_while_erasing,
    tally::Command::Open,
    work::{Step::*, *},
};

const FUNCTION: &str = include_str!("../../migrations/0002_append.sql");

/// A log whose append function lacks something, and whose tables lack constraints.
async fn broken(changes: &[(&str, &str)], without: &[&str]) -> (Database, EventLog, PgPool) {
    let (database, log) = new_log().await;
    let mut text = FUNCTION.replacen("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1);
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replacen(from, to, 1);
    }
    let owner = database.pool(DbRole::Owner);
    for sql in std::iter::once(&text.as_str()).chain(without) {
        sqlx::raw_sql(AssertSqlSafe((*sql).to_owned())).execute(&owner).await.unwrap();
    }
    let append = database.pool(DbRole::Append);
    (database, log, append)
}

fn constraint(told: Result<Told, sqlx::Error>) -> Option<String> {
    match told {
        Ok(_) => None,
        Err(sqlx::Error::Database(it)) => {
            assert_eq!(it.code().as_deref(), Some("23505"));
            eprintln!("seen red: {it}");
            it.constraint().map(str::to_owned)
        }
        Err(other) => panic!("{other:?}"),
    }
}

/// Taken out: the lock. Put in: a while between reading the head and using it, so that callers meet.
const UNLOCKED: [(&str, &str); 2] = [
    ("  PERFORM pg_advisory_xact_lock(1245667186, 1);\n", ""),
    ("  moment := greatest(", "  PERFORM pg_sleep(0.02);\n  moment := greatest("),
];
const VERSION: [(&str, &str); 1] = [("coalesce(now.version, 0) <> s.version", "false")];
const CLAIM: [(&str, &str); 1] = [("AND c.stream_id <> k.stream\n", "AND false\n")];
const STORED: [(&str, &str); 1] =
    [("(e.position IS NOT NULL OR a.request_id IS NOT NULL)", "false")];

/// Two strangers at once, again and again until they have met.
async fn until<T>(
    append: &PgPool,
    seen: impl AsyncFn([Result<Told, sqlx::Error>; 2]) -> Option<T>,
) -> T {
    let meeting = async {
        loop {
            let (one, other) = (Raw::on(id(), 0), Raw::on(id(), 0));
            let told = tokio::join!(one.append(append), other.append(append));
            if let Some(it) = seen([told.0, told.1]).await {
                return it;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), meeting).await.expect("they meet")
}

#[tokio::test]
async fn without_the_lock_the_index_fails_a_stranger() {
    let (_database, log, append) = broken(&UNLOCKED, &[]).await;
    let failed = until(&append, async |told| told.into_iter().find_map(constraint)).await;
    assert_eq!(failed, "event_pkey");
    whole(&log).await;
}

#[tokio::test]
async fn without_lock_and_index_a_position_is_doubled() {
    let without = ["ALTER TABLE log.event DROP CONSTRAINT event_pkey"];
    let (_database, log, append) = broken(&UNLOCKED, &without).await;
    let position = until(&append, async |told| match told {
        [Ok((0, one)), Ok((0, other))] if one == other => Some(one),
        [Ok(_), Ok(_)] => None,
        other => panic!("{other:?}"),
    })
    .await;
    let found = log.verify().await.unwrap().divergence.expect("verify sees it");
    eprintln!("seen red: position {position} twice; {found}");
}

#[tokio::test]
async fn without_the_version_check_the_index_fails_the_batch() {
    let (_database, log, append) = broken(&VERSION, &[]).await;
    let stream = id();
    assert_eq!(Raw::on(stream, 0).append(&append).await.unwrap(), (0, 1));
    assert_eq!(constraint(Raw::on(stream, 0).append(&append).await).unwrap(), "event_stream");
    whole(&log).await;
}

#[tokio::test]
async fn without_version_check_and_index_a_version_is_doubled() {
    let without = [
        "ALTER TABLE log.event DROP CONSTRAINT event_stream",
        "CREATE INDEX event_stream ON log.event (stream_id, version)",
    ];
    let (_database, log, append) = broken(&VERSION, &without).await;
    let stream = id();
    assert_eq!(Raw::on(stream, 0).append(&append).await.unwrap(), (0, 1));
    assert_eq!(Raw::on(stream, 0).append(&append).await.unwrap(), (0, 2));
    let found = log.verify().await.unwrap().divergence;
    assert_eq!(found, Some(Divergence::Version { position: 2 }));
    eprintln!("seen red: {}", found.unwrap());
}

/// One batch with two commands that want the same thing, and a stranger: how many of the three failed for the index.
async fn failed_in_one_batch(database: &Database, log: &EventLog, steps: [Step; 4]) -> usize {
    let [one, two, three, four] = steps;
    let mut holder = database.superuser().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *holder).await.unwrap();
    // While this batch waits for the lock, the next one gathers.
    let ahead = execute(log, [Do(id(), Open)]);
    let clashing = execute(log, [one, two]);
    let clashed = execute(log, [three, four]);
    let stranger = execute(log, [Do(id(), Open)]);
    let release = async {
        // Only so that they are likely to meet; who asks, asks again until they have.
        tokio::time::sleep(Duration::from_millis(200)).await;
        holder.rollback().await.unwrap();
    };
    let (_, one, other, stranger, ()) = tokio::join!(ahead, clashing, clashed, stranger, release);
    let failed = [one, other, stranger].into_iter().filter_map(|told| match told {
        Err(ExecuteError::Fault(Fault::Append(error))) => {
            eprintln!("seen red: {error}");
            Some(())
        }
        _ => None,
    });
    failed.count()
}

#[tokio::test]
async fn without_the_claims_check_strangers_in_the_batch_fail_with_it() {
    let (database, log, _) = broken(&CLAIM, &[]).await;
    // They usually meet in one batch at once; when the machine is busy, later.
    let mut keys = 0..=u8::MAX;
    loop {
        let key = keys.next().expect("they meet");
        let (one, other) = (id(), id());
        let take = |stream| Take("k", vec![key], stream);
        let steps = [Do(one, Open), take(one), Do(other, Open), take(other)];
        if Box::pin(failed_in_one_batch(&database, &log, steps)).await == 3 {
            break;
        }
    }
    whole(&log).await;
    // The function as it is, in the same situation: one is told that it is claimed, nobody fails.
    let (database, log) = new_log().await;
    let (one, other) = (id(), id());
    let take = |stream| Take("k", vec![1], stream);
    let steps = [Do(one, Open), take(one), Do(other, Open), take(other)];
    assert_eq!(Box::pin(failed_in_one_batch(&database, &log, steps)).await, 0);
    assert_eq!(whole(&log).await, 3);
}

fn claiming() -> Raw {
    Raw { claim: Some(vec![1]), ..Raw::on(id(), 0) }
}

#[tokio::test]
async fn without_the_claims_check_the_index_fails_the_batch() {
    let (_database, log, append) = broken(&CLAIM, &[]).await;
    assert_eq!(claiming().append(&append).await.unwrap(), (0, 1));
    assert_eq!(constraint(claiming().append(&append).await).unwrap(), "claim_one");
    whole(&log).await;
}

#[tokio::test]
async fn without_claims_check_and_index_a_claim_is_doubled() {
    let without = [
        "ALTER TABLE log.claim DROP CONSTRAINT claim_one",
        "CREATE INDEX claim_one ON log.claim (scope, kind, key)",
    ];
    let (database, _log, append) = broken(&CLAIM, &without).await;
    for position in [1, 2] {
        assert_eq!(claiming().append(&append).await.unwrap(), (0, position));
    }
    let holders: i64 = sqlx::query_scalar("SELECT count(DISTINCT stream_id) FROM log.claim")
        .fetch_one(&database.superuser())
        .await
        .unwrap();
    assert_eq!(holders, 2);
    eprintln!("seen red: one claim, {holders} holders");
}

#[tokio::test]
async fn without_the_look_for_stored_answers_the_index_fails_the_batch() {
    let (_database, log, append) = broken(&STORED, &[]).await;
    let first = Raw::on(id(), 0);
    assert_eq!(first.append(&append).await.unwrap(), (0, 1));
    let again = Raw { stream: id(), ..first };
    assert_eq!(constraint(again.append(&append).await).unwrap(), "event_request");
    whole(&log).await;
}

#[tokio::test]
async fn without_that_look_and_the_index_a_command_is_carried_out_twice() {
    let (_database, log, append) = broken(&STORED, &["DROP INDEX log.event_request"]).await;
    let first = Raw::on(id(), 0);
    assert_eq!(first.append(&append).await.unwrap(), (0, 1));
    let again = Raw { stream: id(), ..first.clone() };
    assert_eq!(again.append(&append).await.unwrap(), (0, 2));
    let events = log.read(0, 9).await.unwrap();
    assert_eq!(events.iter().filter(|it| it.request_id == first.request).count(), 2);
    eprintln!("seen red: one request id, two events");
}

#[tokio::test]
async fn without_the_look_at_erased_keys_a_sealed_part_outlives_the_erasure() {
    let check = "AND NOT d.new AND (x.subject_id IS NULL OR x.erased_at IS NOT NULL)";
    let (database, log, _) = broken(&[(check, "AND false")], &[]).await;
    let (told, sides) = sealed_while_erasing(&database, &log).await;
    assert!(told.is_ok());
    assert_eq!(sides, 1);
    eprintln!("seen red: erased, and {sides} side row left");
}

#[tokio::test]
async fn the_function_as_it_is_answers_each_of_these_by_itself() {
    let (database, log) = new_log().await;
    let append = database.pool(DbRole::Append);
    let first = Raw { claim: Some(vec![1]), ..Raw::on(id(), 0) };
    assert_eq!(first.append(&append).await.unwrap(), (0, 1));
    assert_eq!(first.append(&append).await.unwrap(), (1, 1));
    assert_eq!(Raw::on(first.stream, 0).append(&append).await.unwrap().0, 2);
    assert_eq!(claiming().append(&append).await.unwrap().0, 3);
    assert_eq!(Raw::on(first.stream, 1).append(&append).await.unwrap(), (0, 2));
    assert_eq!(whole(&log).await, 2);
}

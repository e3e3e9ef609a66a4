//! Lost connections, and errors that are none.

use std::time::Duration;

use event_log::{ExecuteError, Fault};

use crate::{
    tally::Command::{Add, Open},
    wire::Wire,
    work::{Step::*, *},
};

/// The session that waits for the log's lock, once there is one.
async fn waiter(database: &testkit::Database) -> i32 {
    let sql = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let pool = database.superuser();
    let waiting = async {
        loop {
            if let Some(pid) = sqlx::query_scalar(sql).fetch_optional(&pool).await.unwrap() {
                return pid;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), waiting).await.expect("one waits")
}

#[tokio::test]
async fn a_batch_whose_session_was_ended_is_sent_again() {
    let (database, log) = new_log().await;
    let stream = id();
    let mut holder = database.superuser().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *holder).await.unwrap();
    let asking = tokio::spawn({
        let log = log.clone();
        async move { execute(&log, [Do(stream, Open)]).await }
    });
    for _ in 0..3 {
        let pid = waiter(&database).await;
        sqlx::query("SELECT pg_terminate_backend($1, 60000)")
            .bind(pid)
            .execute(&database.superuser())
            .await
            .unwrap();
    }
    waiter(&database).await;
    assert!(!asking.is_finished());
    holder.rollback().await.unwrap();
    let told = asking.await.unwrap().unwrap();
    assert_eq!((told.token.position, whole(&log).await), (1, 1));
}

#[tokio::test]
async fn idle_sessions_that_were_ended_are_nobodys_fault() {
    let (database, log) = new_log().await;
    let (stream, person) = (id(), id());
    done(&log, [Do(stream, Open)]).await;
    for _ in 0..3 {
        sqlx::query(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .execute(&database.superuser())
        .await
        .unwrap();
        let sealing = note(person, proto::values_v1::Purpose::Identity, "a name");
        done(&log, [Do(stream, Add(1)), Load(id()), Do(stream, sealing)]).await;
    }
    assert_eq!(whole(&log).await, 7);
}

#[tokio::test]
async fn an_error_that_is_no_lost_connection_fails_its_batch_and_ends_there() {
    let (database, log) = new_log().await;
    let revoke = "REVOKE EXECUTE ON FUNCTION log.append FROM jobbro_append";
    sqlx::query(revoke).execute(&database.superuser()).await.unwrap();
    let told = execute(&log, [Do(id(), Open)]).await;
    assert!(matches!(told, Err(ExecuteError::Fault(Fault::Append(_)))), "{told:?}");
    let text = fault(told).to_string();
    assert_eq!(text, "the database failed to append");
    let grant = "GRANT EXECUTE ON FUNCTION log.append TO jobbro_append";
    sqlx::query(grant).execute(&database.superuser()).await.unwrap();
    done(&log, [Do(id(), Open)]).await;
}

#[tokio::test]
async fn a_connection_that_only_talks_nonsense_fails_the_batch_in_the_end_and_the_next_one_goes_on()
{
    let database = new_database().await;
    let wire = Wire::before(&database.options()).await;
    let root = event_log::RootKey::read(database.root_key_file()).unwrap();
    let through = database.options().host("127.0.0.1").port(wire.port);
    let append = event_log::pool(through, event_log::DbRole::Append, 2);
    let pools = event_log::Pools { append, ..database.pools() };
    let ids = std::sync::Arc::new(testkit::RandomIds);
    let settings = event_log::Settings::of("tests");
    let log = event_log::EventLog::open(settings, pools, root, clock(), ids).await.unwrap();
    let stream = id();
    done(&log, [Do(stream, Open)]).await;

    wire.garble(true);
    // Remembered, so that nothing but the append needs the wire.
    let asking = execute(&log, [Do(stream, Add(1))]);
    let told = tokio::time::timeout(Duration::from_mins(2), asking).await.expect("it gives up");
    assert!(matches!(told, Err(ExecuteError::Fault(Fault::Append(_)))), "{told:?}");
    assert!((10..30).contains(&wire.met()), "{} tries", wire.met());

    wire.garble(false);
    done(&log, [Do(stream, Add(1))]).await;
    assert_eq!(whole(&log).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_whose_server_stays_away_still_closes_and_loses_nothing_when_it_is_back() {
    let mut server = servers::Postgres::start(testkit::tools()).unwrap();
    let empty = testkit::Database::empty_on(&server.url("postgres")).await;
    let database = migrated(empty).await;
    let log = database.log("tests", clock()).await;
    let stream = id();
    done(&log, [Do(stream, Open)]).await;
    server.kill().unwrap();
    // Remembered, so that it is decided without the server and waits to be stored.
    let order = order();
    let asking = tokio::spawn({
        let (log, order) = (log.clone(), order.clone());
        async move { log.execute(&order, &Work::of([Do(stream, Add(1))])).await }
    });
    tokio::task::yield_now().await;
    log.close().await;
    let told = fault(asking.await.unwrap());
    assert!(matches!(told, Fault::Closing), "{told:?}");
    server.restart().unwrap();
    let log = database.log("tests", clock()).await;
    let again = log.execute(&order, &Work::of([Do(stream, Add(1))])).await.unwrap();
    assert_eq!((again.token.position, again.replayed), (2, false));
    assert_eq!(whole(&log).await, 2);
}

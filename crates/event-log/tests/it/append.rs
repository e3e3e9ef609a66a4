//! Positions, versions, several streams in one command, conflicts.

use event_log::{ExecuteError, Origin, Trigger};
use kernel::Role;

use crate::{
    tally::Command::{Add, Close, Open},
    work::{Step::*, *},
};

#[tokio::test]
async fn positions_are_gapless_and_every_column_is_as_it_came() {
    let (_database, log) = new_log().await;
    let stream = id();
    let cause = id();
    let mut order = order();
    order.trigger = Trigger::Reaction;
    order.causation_id = Some(cause);
    let opened = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    let added = done(&log, [Do(stream, Add(5)), Do(stream, Add(6))]).await;
    assert_eq!((opened.token.position, opened.token.epoch, opened.answer.version), (1, 1, 1));
    assert_eq!((added.token.position, added.answer.version, added.answer.sum), (3, 3, 5));
    assert!(!opened.replayed);

    let events = log.read(0, 10).await.unwrap();
    assert_eq!(events.iter().map(|it| it.position).collect::<Vec<_>>(), [1, 2, 3]);
    let first = &events[0];
    assert_eq!(first.service, "tests");
    assert_eq!((first.stream_id, first.version, first.kind.as_str()), (stream, 1, "tally"));
    assert_eq!(first.type_name, "jobbro.tests.events.v1.Opened");
    assert_eq!((first.municipality.as_str(), first.epoch), ("350", 1));
    assert_eq!((first.origin, first.trigger), (Origin::Live, Trigger::Reaction));
    assert_eq!(first.request_id, order.request_id.uuid());
    assert_eq!(first.correlation_id, order.request_id.uuid());
    assert_eq!(first.causation_id, Some(cause));
    assert!(events.windows(2).all(|it| it[0].recorded_at <= it[1].recorded_at));
    assert_eq!(log.read(1, 1).await.unwrap(), events[1..2]);
    assert_eq!(log.head().await.unwrap(), added.token);
    assert_eq!(*log.appended().borrow(), 3);
    assert_eq!(whole(&log).await, 3);
}

#[tokio::test]
async fn what_a_migrator_does_and_what_a_migrated_event_causes_is_migrated() {
    let (_database, log) = new_log().await;
    let migrator = testkit::caller("350", &[Role::Caseworker, Role::Migrator]);
    let by_role = order_of(migrator, id(), "body");
    log.execute(&by_role, &Work::of([Do(id(), Open)])).await.unwrap();
    let mut caused = order();
    caused.migrated = true;
    log.execute(&caused, &Work::of([Do(id(), Open)])).await.unwrap();
    let events = log.read(0, 10).await.unwrap();
    assert!(events.iter().all(|it| it.origin == Origin::Migrated));
    assert_eq!(events.len(), 2);
}

#[tokio::test]
async fn the_wrong_expected_version_is_stale_and_says_the_right_one() {
    let (_database, log) = new_log().await;
    let stream = id();
    done(&log, [Do(stream, Open)]).await;
    let stale = execute(&log, [Expect(stream, 0), Do(stream, Add(1))]).await;
    assert!(matches!(stale, Err(ExecuteError::Stale { expected: 0, actual: 1 })), "{stale:?}");
    done(&log, [Expect(stream, 1), Do(stream, Add(1))]).await;
}

#[tokio::test]
async fn a_refusal_stores_nothing() {
    let (_database, log) = new_log().await;
    let (one, other) = (id(), id());
    let refused = execute(&log, [Do(one, Open), Do(other, Add(1))]).await;
    assert_eq!(refusal(refused), No::NotOpen);
    assert_eq!(log.head().await.unwrap().position, 0);
    done(&log, [Do(one, Open)]).await;
}

#[tokio::test]
async fn a_stream_that_was_only_looked_at_must_not_have_moved() {
    let (database, _) = new_log().await;
    let (here, there) =
        (database.log("tests", clock()).await, database.log("tests", clock()).await);
    let (looked_at, written) = (id(), id());
    done(&here, [Do(looked_at, Open), Do(written, Open)]).await;
    done(&there, [Do(looked_at, Add(7))]).await;
    // Here the cache still says 0; the append must see that it is old, and the answer be made from what is.
    let work = Work::of([Do(written, Add(1)), Load(looked_at)]);
    let answer = here.execute(&order(), &work).await.unwrap().answer;
    assert_eq!((answer.sum, work.runs()), (7, 2));
    whole(&here).await;
}

#[tokio::test]
async fn many_commands_on_one_stream_are_all_carried_out() {
    let (_database, log) = new_log().await;
    let stream = id();
    done(&log, [Do(stream, Open)]).await;
    let adding = (0..40).map(|_| {
        let log = log.clone();
        tokio::spawn(async move {
            // Others may be faster eight times; the caller then tries again, as one does.
            let order = order();
            loop {
                match log.execute(&order, &Work::of([Do(stream, Add(1))])).await {
                    Err(ExecuteError::Conflict) => {}
                    other => return other.unwrap(),
                }
            }
        })
    });
    for it in futures::future::join_all(adding).await {
        it.unwrap();
    }
    assert_eq!(done(&log, [Do(stream, Close)]).await.answer.sum, 40);
    assert_eq!(whole(&log).await, 42);
}

#[tokio::test]
async fn a_full_queue_says_busy_and_a_closed_log_that_it_is_closing() {
    let database = new_database().await;
    let root = event_log::RootKey::read(database.root_key_file()).unwrap();
    let settings = event_log::Settings { queue: 1, ..event_log::Settings::of("tests") };
    let ids = std::sync::Arc::new(testkit::RandomIds);
    let log =
        event_log::EventLog::open(settings, database.pools(), root, clock(), ids).await.unwrap();

    // With the log's lock held elsewhere no batch can go through.
    let mut holder = database.superuser().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *holder).await.unwrap();
    let asking: Vec<_> = (0..20)
        .map(|_| {
            let log = log.clone();
            tokio::spawn(async move { execute(&log, [Do(id(), Open)]).await })
        })
        .collect();
    // Of twenty, one batch is under way and at most one more fits; the others hear it while the lock is held.
    let busy = async {
        while asking.iter().filter(|it| it.is_finished()).count() < 10 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), busy).await.expect("callers hear Busy");
    holder.rollback().await.unwrap();
    let mut stored = 0;
    for it in asking {
        match it.await.unwrap() {
            Ok(_) => stored += 1,
            Err(ExecuteError::Busy) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(log.head().await.unwrap().position, stored);
    log.close().await;
    let closed = fault(execute(&log, [Do(id(), Open)]).await);
    assert!(matches!(closed, event_log::Fault::Closing), "{closed:?}");
}

#[tokio::test]
async fn a_command_whose_caller_went_away_is_stored_all_the_same() {
    let (database, log) = new_log().await;
    let stream = id();
    let order = order();
    let mut holder = database.superuser().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *holder).await.unwrap();
    let asking = tokio::spawn({
        let (log, order) = (log.clone(), order.clone());
        async move { log.execute(&order, &Work::of([Do(stream, Open)])).await }
    });
    let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&database.superuser()).await.unwrap() == 0
    {
    }
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    holder.rollback().await.unwrap();
    log.close().await;
    let log = database.log("tests", clock()).await;
    let again = log.execute(&order, &Work::of([Do(stream, Open)])).await.unwrap();
    assert!(again.replayed);
    assert_eq!((again.token.position, whole(&log).await), (1, 1));
}

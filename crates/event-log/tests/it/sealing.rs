//! Sealed parts: written beside the event, opened in one place, destroyed for ever.

use event_log::{DbRole, EventLog, Fault, LookUp, Opened, RootKey, Settings, Within};
use kernel::{Caller, Uuid};
use prost::Message as _;
use proto::values_v1::Purpose::{self, Assessment, Identity};
use testkit::RandomIds;

use crate::{
    tally::{Command::Open, Note},
    work::{Step::*, *},
};

fn look_up(subject: Uuid, parts: &[Purpose]) -> LookUp {
    LookUp {
        reason: "case_work".to_owned(),
        rpc: "tests.get",
        subject,
        parts: parts.to_vec(),
        within: None,
        search_terms: vec!["a search term".to_owned()],
    }
}

async fn open(log: &EventLog, subject: Uuid, parts: &[Purpose]) -> Vec<String> {
    let opened = log.vault().open(&caller(), look_up(subject, parts)).await.unwrap();
    opened.into_iter().map(text).collect()
}

fn text(opened: Opened) -> String {
    match opened {
        Opened::Plain(it) => Note::decode(it.as_slice()).unwrap().text,
        Opened::Erased => "erased".to_owned(),
        Opened::Absent => "absent".to_owned(),
    }
}

#[tokio::test]
async fn the_newest_part_of_each_purpose_is_opened_in_the_order_asked() {
    let (database, log) = new_log().await;
    let person = id();
    done(&log, [Do(person, note(person, Identity, "first name"))]).await;
    done(&log, [Do(person, note(person, Identity, "second name"))]).await;
    let both = [Assessment, Identity, Identity];
    assert_eq!(open(&log, person, &both).await, ["absent", "second name", "second name"]);
    done(&log, [Do(id(), note(person, Assessment, "a reason"))]).await;
    let elsewhere = database.log("tests", clock()).await;
    assert_eq!(
        open(&elsewhere, person, &[Assessment, Identity]).await,
        ["a reason", "second name"]
    );
    let keys: Vec<(i32, i32)> =
        sqlx::query_as("SELECT purpose, version FROM log.subject_key ORDER BY purpose")
            .fetch_all(&database.superuser())
            .await
            .unwrap();
    assert_eq!(keys, [(1, 1), (2, 1)]);
    whole(&log).await;
}

#[tokio::test]
async fn the_newest_part_of_one_stream_is_opened_though_another_of_the_person_is_newer() {
    let (database, log) = new_log().await;
    let (person, first, second) = (id(), id(), id());
    done(&log, [Do(first, note(person, Identity, "drafted"))]).await;
    done(&log, [Do(first, note(person, Identity, "revised"))]).await;
    done(&log, [Do(second, note(person, Identity, "of another"))]).await;
    let within = |stream, types: &[&str]| {
        let types = types.iter().map(|it| format!("jobbro.tests.events.v1.{it}")).collect();
        LookUp {
            within: Some(Within { stream, types }),
            ..look_up(person, &[Assessment, Identity])
        }
    };
    let asked = async |look_up| {
        let opened = log.vault().open(&caller(), look_up).await.unwrap();
        opened.into_iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(asked(within(first, &["Noted"])).await, ["absent", "revised"]);
    assert_eq!(asked(within(first, &["Opened", "Noted"])).await, ["absent", "revised"]);
    assert_eq!(asked(within(second, &["Noted"])).await, ["absent", "of another"]);
    assert_eq!(asked(within(first, &["Opened"])).await, ["absent", "absent"]);
    assert_eq!(asked(within(id(), &["Noted"])).await, ["absent", "absent"]);
    log.vault().erase(person, Some(Identity)).await.unwrap();
    assert_eq!(asked(within(first, &["Noted"])).await, ["absent", "erased"]);
    let rows: Vec<(Uuid, Vec<i32>)> =
        sqlx::query_as("SELECT subject_id, parts FROM log.lookup ORDER BY at")
            .fetch_all(&database.superuser())
            .await
            .unwrap();
    assert_eq!(rows, vec![(person, vec![2, 1]); 6]);
}

#[tokio::test]
async fn nothing_personal_stands_in_any_table() {
    let (database, log) = new_log().await;
    let person = id();
    done(&log, [Do(person, note(person, Identity, "canary-name"))]).await;
    open(&log, person, &[Identity]).await;
    for table in ["event", "side", "subject_key", "lookup", "answer", "claim", "cell_key"] {
        let rows = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM log.{table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
            .fetch_one(&database.superuser())
            .await
            .unwrap();
        for canary in ["canary-name", &hex::encode("canary-name"), "a search term"] {
            assert!(!rows.contains(canary), "{table}");
        }
    }
}

#[tokio::test]
async fn every_opening_leaves_a_row_and_without_the_row_nothing_is_shown() {
    let (database, log) = new_log().await;
    let person = id();
    done(&log, [Do(person, note(person, Identity, "a name"))]).await;
    let asked: Caller = caller();
    log.vault().open(&asked, look_up(person, &[Identity])).await.unwrap();
    let (who, reason, rpc, terms, parts): (Uuid, String, String, Vec<Vec<u8>>, Vec<i32>) =
        sqlx::query_as("SELECT who, reason, rpc, search_terms, parts FROM log.lookup")
            .fetch_one(&database.superuser())
            .await
            .unwrap();
    assert_eq!(Some(who), asked.human);
    assert_eq!((reason.as_str(), rpc.as_str(), parts), ("case_work", "tests.get", vec![1]));
    assert_eq!(terms, [log.vault().blind("search", "a search term").1.to_vec()]);

    let mut bad = look_up(person, &[Identity]);
    bad.reason = "not a code".to_owned();
    assert!(matches!(log.vault().open(&asked, bad).await, Err(Fault::Database(_))));
    sqlx::query("REVOKE INSERT ON log.lookup FROM jobbro_vault")
        .execute(&database.superuser())
        .await
        .unwrap();
    let opened = log.vault().open(&asked, look_up(person, &[Identity])).await;
    assert!(matches!(opened, Err(Fault::Database(_))), "{opened:?}");
}

#[tokio::test]
async fn what_is_erased_is_gone_and_the_chain_still_verifies() {
    let (database, log) = new_log().await;
    let (person, other) = (id(), id());
    let first = order();
    let noting = || Work::of([Do(person, note(person, Identity, "a name"))]);
    log.execute(&first, &noting()).await.unwrap();
    done(&log, [Do(person, note(person, Assessment, "a reason"))]).await;
    done(&log, [Do(other, note(other, Identity, "another"))]).await;

    log.vault().erase(person, Some(Identity)).await.unwrap();
    assert_eq!(open(&log, person, &[Identity, Assessment]).await, ["erased", "a reason"]);
    assert_eq!(whole(&log).await, 3);
    log.vault().erase(person, None).await.unwrap();
    log.vault().erase(person, None).await.unwrap();
    assert_eq!(open(&log, person, &[Identity, Assessment]).await, ["erased", "erased"]);
    assert_eq!(open(&log, other, &[Identity]).await, ["another"]);
    assert_eq!(whole(&log).await, 3);
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM log.side WHERE subject_id = $1)
           + (SELECT count(*) FROM log.subject_key WHERE subject_id = $1 AND wrapped IS NOT NULL)",
    )
    .bind(person)
    .fetch_one(&database.superuser())
    .await
    .unwrap();
    assert_eq!(left, 0);

    // No new key behind the back of the one who erased: not here, and not in a process that has seen nothing.
    let elsewhere = database.log("tests", clock()).await;
    for log in [&log, &elsewhere] {
        let told = fault(execute(log, [Do(person, note(person, Identity, "again"))]).await);
        assert!(matches!(told, Fault::Erased), "{told:?}");
        let told = fault(execute(log, [Do(id(), note(person, Identity, "again"))]).await);
        assert!(matches!(told, Fault::Erased), "{told:?}");
        // What was carried out before is still answered.
        assert!(log.execute(&first, &noting()).await.unwrap().replayed);
    }
    assert_eq!(whole(&log).await, 3);
}

#[tokio::test]
async fn what_was_sealed_while_its_person_was_erased_is_not_stored() {
    let (database, log) = new_log().await;
    let (told, sides) = sealed_while_erasing(&database, &log).await;
    assert!(matches!(fault(told), Fault::Erased));
    assert_eq!((sides, whole(&log).await), (0, 1));
}

/// A command that seals with a key that is gone when it is stored: its outcome, and the side rows that are left.
pub async fn sealed_while_erasing(database: &testkit::Database, log: &EventLog) -> (Result_, i64) {
    let person = id();
    done(log, [Do(person, note(person, Identity, "a name"))]).await;
    let mut holder = database.superuser().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *holder).await.unwrap();
    // The eraser waits first, the append behind it.
    let erasing = tokio::spawn({
        let log = log.clone();
        async move { log.vault().erase(person, None).await }
    });
    wait_for_waiters(database, 1).await;
    let sealing = tokio::spawn({
        let log = log.clone();
        async move { execute(&log, [Do(person, note(person, Identity, "late"))]).await }
    });
    wait_for_waiters(database, 2).await;
    holder.rollback().await.unwrap();
    erasing.await.unwrap().unwrap();
    let told = sealing.await.unwrap();
    let sides = sqlx::query_scalar("SELECT count(*) FROM log.side")
        .fetch_one(&database.superuser())
        .await
        .unwrap();
    (told, sides)
}

async fn wait_for_waiters(database: &testkit::Database, waiters: i64) {
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let reached = async {
        let pool = database.superuser();
        while sqlx::query_scalar::<_, i64>(sql).fetch_one(&pool).await.unwrap() < waiters {}
    };
    tokio::time::timeout(std::time::Duration::from_mins(1), reached).await.expect("they wait");
}

#[tokio::test]
async fn two_first_commands_for_one_person_make_one_key_and_both_open() {
    let database = new_database().await;
    let logs = [database.log("tests", clock()).await, database.log("tests", clock()).await];
    for _ in 0..5 {
        let person = id();
        let noting = logs.iter().flat_map(|log| {
            [(log, Identity, id()), (log, Identity, person), (log, Assessment, id())]
        });
        let noting = noting.map(|(log, purpose, stream)| async move {
            let step = Do(stream, note(person, purpose, "text"));
            done(log, [step]).await
        });
        futures::future::join_all(noting).await;
        assert_eq!(open(&logs[0], person, &[Identity, Assessment]).await, ["text", "text"]);
        let keys: i64 =
            sqlx::query_scalar("SELECT count(*) FROM log.subject_key WHERE subject_id = $1")
                .bind(person)
                .fetch_one(&database.superuser())
                .await
                .unwrap();
        assert_eq!(keys, 2);
    }
    whole(&logs[0]).await;
}

#[tokio::test]
async fn a_part_moved_to_another_event_or_person_does_not_open() {
    let (database, log) = new_log().await;
    let (one, other) = (id(), id());
    done(&log, [Do(one, note(one, Identity, "one"))]).await;
    done(&log, [Do(one, note(one, Identity, "newer"))]).await;
    done(&log, [Do(other, note(other, Identity, "other"))]).await;
    sqlx::query(
        "UPDATE log.side s SET ciphertext = o.ciphertext, nonce = o.nonce FROM log.side o
         WHERE s.position = 2 AND o.position = 1",
    )
    .execute(&database.superuser())
    .await
    .unwrap();
    let moved = log.vault().open(&caller(), look_up(one, &[Identity])).await;
    assert!(matches!(moved, Err(Fault::Keys)), "{moved:?}");
    sqlx::query("UPDATE log.subject_key SET subject_id = gen_random_uuid() WHERE subject_id = $1")
        .bind(other)
        .execute(&database.superuser())
        .await
        .unwrap();
    let missing = log.vault().open(&caller(), look_up(other, &[Identity])).await;
    assert!(matches!(missing, Err(Fault::Keys)), "{missing:?}");
}

async fn open_with(database: &testkit::Database, key: &str) -> Result<EventLog, Fault> {
    let file = database.root_key_file().with_file_name(format!("{}.key", id()));
    std::fs::write(&file, key).unwrap();
    let root = RootKey::read(&file)?;
    let ids = std::sync::Arc::new(RandomIds);
    EventLog::open(Settings::of("tests"), database.pools(), root, clock(), ids).await
}

#[tokio::test]
async fn a_wrong_root_key_is_a_clear_fault_and_writes_nothing() {
    let database = new_database().await;
    let right = "ab".repeat(32);
    open_with(&database, &right).await.unwrap();
    let before = cell_keys(&database).await;
    assert_eq!(before.len(), 3);
    // Even where one of the keys is missing and would have to be made.
    sqlx::query("DELETE FROM log.cell_key WHERE name = 'lookup'")
        .execute(&database.superuser())
        .await
        .unwrap();
    let told = open_with(&database, &"cd".repeat(32)).await.err();
    assert!(matches!(told, Some(Fault::RootKey)), "{told:?}");
    assert_eq!(cell_keys(&database).await.len(), 2);
    for bad in ["", "ab", &"zz".repeat(32), &"ab".repeat(33)] {
        let told = open_with(&database, bad).await.err();
        assert!(matches!(told, Some(Fault::RootKeyFile)), "{told:?}");
    }
    open_with(&database, &format!("{right}\n")).await.unwrap();
}

async fn cell_keys(database: &testkit::Database) -> Vec<Vec<u8>> {
    sqlx::query_scalar("SELECT wrapped FROM log.cell_key")
        .fetch_all(&database.superuser())
        .await
        .unwrap()
}

#[tokio::test]
async fn many_first_openers_agree_on_the_same_keys() {
    let database = new_database().await;
    let opening = (0..6).map(|_| database.log("tests", clock()));
    let logs = futures::future::join_all(opening).await;
    let blinded: Vec<_> = logs.iter().map(|it| it.vault().blind("cpr", "value")).collect();
    assert!(blinded.windows(2).all(|it| it[0] == it[1]));
    assert_ne!(logs[0].vault().blind("cpr", "value"), logs[0].vault().blind("cvr", "value"));
    assert_eq!(blinded[0].0, 1);
}

#[tokio::test]
async fn a_database_that_was_not_migrated_is_a_clear_fault() {
    let database = testkit::Database::empty().await;
    let told = open_with(&database, &"ab".repeat(32)).await.err();
    assert!(matches!(told, Some(Fault::NotMigrated)), "{told:?}");
    let owner = database.pool(DbRole::Owner);
    event_log::migrate(&owner).await.unwrap();
    event_log::migrate(&owner).await.unwrap();
    let log = open_with(&database, &"ab".repeat(32)).await.unwrap();
    done(&log, [Do(id(), Open)]).await;
}

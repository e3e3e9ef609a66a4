//! What each database role may do with the log, and what it must not.

use event_log::DbRole::{self, Append, Count, Owner, Project, Read, Vault};
use sqlx::AssertSqlSafe;

use crate::{
    tally::Command::Open,
    work::{Step::Do, *},
};

const TABLES: [&str; 8] =
    ["event", "answer", "claim", "side", "subject_key", "cell_key", "lookup", "epoch"];

/// The error of a statement, which is not kept where it succeeds.
async fn code(database: &testkit::Database, role: DbRole, sql: &str) -> Option<String> {
    let pool = database.pool(role);
    let alone = format!("BEGIN; {sql}; ROLLBACK");
    let mut connection = pool.acquire().await.unwrap();
    let done = sqlx::raw_sql(AssertSqlSafe(alone)).execute(&mut *connection).await;
    let Err(error) = done else { return None };
    sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await.unwrap();
    Some(error.into_database_error().unwrap().code().unwrap_or_default().into_owned())
}

#[tokio::test]
async fn no_serving_role_changes_a_table_or_an_event() {
    let (database, log) = new_log().await;
    done(&log, [Do(id(), Open)]).await;
    let denied = Some("42501".to_owned());
    for role in [Append, Project, Read, Vault, Count] {
        for table in TABLES {
            for sql in [
                format!("ALTER TABLE log.{table} ADD COLUMN x int"),
                format!("DROP TABLE log.{table}"),
                format!("TRUNCATE log.{table}"),
                format!(
                    "CREATE TRIGGER t BEFORE INSERT ON log.{table} EXECUTE FUNCTION suppress_redundant_updates_trigger()"
                ),
            ] {
                assert_eq!(code(&database, role, &sql).await, denied, "{role:?}: {sql}");
            }
        }
        for sql in [
            "UPDATE log.event SET kind = 'x'",
            "DELETE FROM log.event",
            "UPDATE log.side SET salt = ''",
            "UPDATE log.answer SET answer = ''",
            "DELETE FROM log.answer",
            "DELETE FROM log.subject_key",
            "UPDATE log.cell_key SET wrapped = ''",
            "DELETE FROM log.cell_key",
            "UPDATE log.lookup SET reason = 'x'",
            "DELETE FROM log.lookup",
            "INSERT INTO log.epoch VALUES (2, 2)",
            "UPDATE log.claim SET stream_id = gen_random_uuid()",
            "CREATE TABLE log.mine (x int)",
            "CREATE OR REPLACE FUNCTION log.append() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ] {
            assert_eq!(code(&database, role, sql).await, denied, "{role:?}: {sql}");
        }
    }
    assert_eq!(code(&database, Owner, "ALTER TABLE log.event ADD COLUMN x int").await, None);
}

#[tokio::test]
async fn each_role_reads_what_its_work_needs_and_nothing_else() {
    let (database, _log) = new_log().await;
    let reads = |role| match role {
        Append => vec!["event", "answer", "claim", "epoch"],
        Project => vec!["event", "epoch"],
        Vault => vec!["side", "subject_key", "cell_key", "epoch"],
        Owner | Read | Count => vec![],
    };
    for role in [Append, Project, Vault, Read, Count] {
        for table in TABLES {
            let told = code(&database, role, &format!("SELECT * FROM log.{table}")).await;
            assert_eq!(told.is_none(), reads(role).contains(&table), "{role:?}: {table}: {told:?}");
        }
    }
    // Whether a key is there, never the key.
    assert_eq!(
        code(&database, Append, "SELECT subject_id, erased_at FROM log.subject_key").await,
        None
    );
    assert!(code(&database, Append, "SELECT wrapped FROM log.subject_key").await.is_some());
    assert_eq!(code(&database, Vault, "SELECT position, type FROM log.event").await, None);
    assert!(code(&database, Vault, "SELECT payload FROM log.event").await.is_some());
}

#[tokio::test]
async fn only_append_may_call_the_append_function() {
    let (database, _log) = new_log().await;
    let call = "SELECT * FROM log.append('{}', '{}', '{}', '{}', '{}')";
    assert_eq!(code(&database, Append, call).await, None);
    for role in [Project, Read, Vault, Count] {
        assert_eq!(code(&database, role, call).await.as_deref(), Some("42501"), "{role:?}");
    }
    let mut tx = database.pool(Append).begin().await.unwrap();
    sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").execute(&mut *tx).await.unwrap();
    let told = sqlx::query(call).execute(&mut *tx).await.unwrap_err();
    assert!(told.to_string().contains("READ COMMITTED"), "{told}");
}

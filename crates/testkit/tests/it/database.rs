use std::{collections::HashSet, fs, os::unix::fs::PermissionsExt, sync::Arc};

use event_log::DbRole;
use projections::Schema;
use testkit::{Database, ManualClock, nats, nats_prefix};

const READ_MODEL: Schema = Schema {
    name: "kept",
    version: 1,
    tables: "CREATE TABLE kept (municipality text NOT NULL, number bigint NOT NULL)",
};

async fn text(pool: &sqlx::PgPool, query: &'static str) -> String {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_tests_make_their_databases_at_once() {
    let tasks: Vec<_> =
        (0..6).map(|_| tokio::spawn(async { Database::new(&[READ_MODEL]).await })).collect();
    let mut names = HashSet::new();
    for task in tasks {
        let database = task.await.unwrap();
        let of = text(&database.pool(DbRole::Read), "SELECT current_database()::text").await;
        assert_eq!(of, database.name);
        names.insert(of);
    }
    assert_eq!(names.len(), 6);
}

#[tokio::test]
async fn a_pool_works_as_its_role_and_the_log_opens() {
    let database = Database::new(&[READ_MODEL]).await;
    for role in [DbRole::Owner, DbRole::Append, DbRole::Project, DbRole::Read, DbRole::Vault] {
        let is = text(&database.pool(role), "SELECT current_user::text").await;
        assert_eq!(is, role.as_str());
    }
    assert_eq!(text(&database.superuser(), "SELECT current_user::text").await, "postgres");
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM kept.kept")
        .fetch_one(&database.pool(DbRole::Read))
        .await
        .unwrap();
    assert_eq!(seen, 0);
    let clock = Arc::new(ManualClock::at("2026-11-28T12:00:00Z"));
    let log = database.log("citizens", clock).await;
    assert_eq!(log.head().await.unwrap().position, 0);
    log.close().await;
}

#[tokio::test]
async fn nobody_else_may_connect_to_it() {
    let database = Database::empty().await;
    let open: bool = sqlx::query_scalar("SELECT has_database_privilege('public', $1, 'CONNECT')")
        .bind(&database.name)
        .fetch_one(&database.superuser())
        .await
        .unwrap();
    assert!(!open);
}

#[tokio::test]
async fn its_root_key_is_private_and_goes_with_it() {
    let database = Database::empty().await;
    let file = database.root_key_file().to_owned();
    let key = fs::read_to_string(&file).unwrap();
    assert!(key.len() == 64 && key.chars().all(|it| it.is_ascii_hexdigit()), "64 hex digits");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    drop(database);
    assert!(!file.exists() && !file.parent().unwrap().exists());
}

#[tokio::test]
async fn the_nats_server_answers_and_prefixes_differ() {
    nats().await.flush().await.unwrap();
    assert_ne!(nats_prefix(), nats_prefix());
}

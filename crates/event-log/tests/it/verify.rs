//! `verify` finds whatever was changed behind the log's back.

use event_log::{Divergence, EventLog};
use proto::values_v1::Purpose::Identity;
use sqlx::{AssertSqlSafe, PgPool};
use testkit::Database;

use crate::{
    tally::Command::{Add, Open},
    work::{Step::*, *},
};

async fn divergence(log: &EventLog) -> Option<Divergence> {
    log.verify().await.unwrap().divergence
}

async fn run(pool: &PgPool, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(pool).await.unwrap();
}

/// Five events: one command of two, one sealed at position 3.
async fn filled() -> (Database, EventLog) {
    let (database, log) = new_log().await;
    let (stream, person) = (id(), id());
    done(&log, [Do(stream, Open), Do(stream, Add(1))]).await;
    done(&log, [Do(person, note(person, Identity, "a name"))]).await;
    done(&log, [Do(stream, Add(2))]).await;
    done(&log, [Do(stream, Add(3))]).await;
    (database, log)
}

#[tokio::test]
async fn a_change_in_any_column_is_found_where_it_is() {
    let (database, log) = filled().await;
    let pool = database.superuser();
    run(&pool, "ALTER TABLE log.event DROP CONSTRAINT event_first").await;
    let changes = [
        ("stream_id", "gen_random_uuid()"),
        ("version", "version + 1"),
        ("kind", "kind || 'x'"),
        ("event_id", "gen_random_uuid()"),
        ("type", "type || 'x'"),
        ("payload", "payload || '\\x00'"),
        ("municipality", "'849'"),
        ("recorded_at", "recorded_at + interval '1 microsecond'"),
        ("origin", "'MIGRATED'"),
        ("trigger", "'TIMER'"),
        ("actor", "gen_random_uuid()"),
        ("actor", "NULL"),
        ("client", "client || 'x'"),
        ("role", "role || 'x'"),
        ("on_behalf_of", "gen_random_uuid()"),
        ("asker", "'849'"),
        ("request_id", "gen_random_uuid()"),
        ("correlation_id", "gen_random_uuid()"),
        ("causation_id", "gen_random_uuid()"),
        ("traceparent", "'00-00'"),
        ("body_mac", "set_byte(body_mac, 0, get_byte(body_mac, 0) # 1)"),
        ("body_key", "body_key + 1"),
        ("answer", "answer || '\\x00'"),
        ("command_size", "command_size + 1"),
        ("sealed", "set_byte(sealed, 20, get_byte(sealed, 20) # 1)"),
        ("sealed", "NULL"),
        ("chain", "set_byte(chain, 31, get_byte(chain, 31) # 1)"),
    ];
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT column_name::text FROM information_schema.columns
         WHERE table_schema = 'log' AND table_name = 'event' AND column_name <> 'position'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    for column in &columns {
        assert!(changes.iter().any(|it| it.0 == column), "{column} is not tried");
    }
    run(&pool, "CREATE TABLE kept AS SELECT * FROM log.event WHERE position = 3").await;
    for (column, value) in changes {
        run(&pool, &format!("UPDATE log.event SET {column} = {value} WHERE position = 3")).await;
        let found = divergence(&log).await;
        assert_eq!(found, Some(Divergence::Row { position: 3 }), "{column}");
        run(
            &pool,
            "DELETE FROM log.event WHERE position = 3; INSERT INTO log.event SELECT * FROM kept",
        )
        .await;
        assert_eq!(divergence(&log).await, None, "{column}");
    }
}

#[tokio::test]
async fn a_missing_or_moved_event_is_found() {
    let (database, log) = filled().await;
    let pool = database.superuser();
    run(&pool, "UPDATE log.event SET position = 99 WHERE position = 4").await;
    assert_eq!(divergence(&log).await, Some(Divergence::Gap { position: 4 }));
    run(&pool, "UPDATE log.event SET position = 4 WHERE position = 99").await;
    assert_eq!(divergence(&log).await, None);
    run(&pool, "DELETE FROM log.event WHERE position = 1").await;
    assert_eq!(divergence(&log).await, Some(Divergence::Gap { position: 1 }));
}

#[tokio::test]
async fn a_change_in_any_column_of_a_side_row_is_found() {
    let (database, log) = filled().await;
    let pool = database.superuser();
    let side = Some(Divergence::Side { position: 3, place: 0 });
    for (column, value) in [
        ("event_id", "gen_random_uuid()"),
        ("purpose", "2"),
        ("subject_kind", "'other'"),
        ("subject_id", "gen_random_uuid()"),
        ("key_version", "2"),
        ("salt", "set_byte(salt, 0, get_byte(salt, 0) # 1)"),
        ("nonce", "set_byte(nonce, 0, get_byte(nonce, 0) # 1)"),
        ("ciphertext", "set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)"),
        ("place", "7"),
    ] {
        run(&pool, "CREATE TABLE kept AS SELECT * FROM log.side").await;
        run(&pool, &format!("UPDATE log.side SET {column} = {value}")).await;
        assert_eq!(divergence(&log).await, side, "{column}");
        run(
            &pool,
            "DELETE FROM log.side; INSERT INTO log.side SELECT * FROM kept; DROP TABLE kept",
        )
        .await;
        assert_eq!(divergence(&log).await, None, "{column}");
    }
    // One that belongs to no event, within the log and beyond it.
    for position in [1, 6] {
        run(&pool, "CREATE TABLE kept AS SELECT * FROM log.side").await;
        run(
            &pool,
            &format!(
                "UPDATE kept SET position = {position}; INSERT INTO log.side SELECT * FROM kept"
            ),
        )
        .await;
        let found = divergence(&log).await;
        assert_eq!(found, Some(Divergence::Side { position, place: 0 }));
        run(&pool, &format!("DELETE FROM log.side WHERE position = {position}; DROP TABLE kept"))
            .await;
    }
    run(&pool, "DELETE FROM log.side").await;
    assert_eq!(divergence(&log).await, side);
}

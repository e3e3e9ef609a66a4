use servers::Postgres;
use sqlx::{Connection, PgConnection};

async fn connect(server: &Postgres) -> PgConnection {
    PgConnection::connect(&server.url("postgres")).await.unwrap()
}

async fn setting(connection: &mut PgConnection, name: &str) -> String {
    let query = sqlx::query_scalar("SELECT current_setting($1)").bind(name);
    query.fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_kill() {
    let mut server = Postgres::start(&super::tools()).unwrap();
    let port = server.port();
    let mut before = connect(&server).await;
    sqlx::query("CREATE TABLE kept AS SELECT 42 AS number").execute(&mut before).await.unwrap();
    server.kill().unwrap();
    assert!(sqlx::query("SELECT 1").execute(&mut before).await.is_err());
    assert!(PgConnection::connect(&server.url("postgres")).await.is_err());
    server.restart().unwrap();
    assert_eq!(server.port(), port);
    let mut after = connect(&server).await;
    let number: i32 =
        sqlx::query_scalar("SELECT number FROM kept").fetch_one(&mut after).await.unwrap();
    assert_eq!(number, 42);
}

#[tokio::test]
async fn it_can_be_stopped_while_a_session_is_open_and_started_again() {
    let mut server = Postgres::start(&super::tools()).unwrap();
    let mut open = connect(&server).await;
    server.stop().unwrap();
    assert!(sqlx::query("SELECT 1").execute(&mut open).await.is_err());
    server.restart().unwrap();
    connect(&server).await;
}

#[tokio::test]
async fn it_keeps_what_it_answers_and_lets_in_only_who_knows_the_password() {
    let server = Postgres::start(&super::tools()).unwrap();
    let mut session = connect(&server).await;
    for (name, value) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("wal_compression", "off"),
        ("listen_addresses", "127.0.0.1"),
        ("max_connections", "300"),
        ("server_encoding", "UTF8"),
    ] {
        assert_eq!(setting(&mut session, name).await, value, "{name}");
    }
    let stranger = format!("postgres://postgres:guessed@127.0.0.1:{}/postgres", server.port());
    let refused = PgConnection::connect(&stranger).await.unwrap_err().to_string();
    assert!(refused.contains("password authentication failed"), "{refused}");
}

#[tokio::test]
async fn dropping_it_stops_it_and_leaves_no_folder() {
    let server = Postgres::start(&super::tools()).unwrap();
    let (url, folder) = (server.url("postgres"), server.folder().parent().unwrap().to_owned());
    assert!(folder.exists());
    drop(server);
    assert!(PgConnection::connect(&url).await.is_err());
    assert!(!folder.exists());
}

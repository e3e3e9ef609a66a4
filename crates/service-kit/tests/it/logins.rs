use sqlx::{AssertSqlSafe, Connection as _, PgConnection, postgres::PgConnectOptions};
use testkit::Database;

use crate::{
    child::{Child, run},
    client::health,
    world::World,
};

const PASSWORD: &str = "of-this-test";

/// The two logins of a service, as the deployment makes them.
async fn logins(database: &Database) -> (String, String) {
    let (migrate, serve) =
        (format!("{}_migrate", database.name), format!("{}_serve", database.name));
    let superuser = database.superuser();
    for (login, roles) in [
        (&migrate, "jobbro_owner"),
        (&serve, "jobbro_append, jobbro_project, jobbro_read, jobbro_vault, jobbro_count"),
    ] {
        let make =
            format!("CREATE ROLE {login} LOGIN NOINHERIT PASSWORD '{PASSWORD}' IN ROLE {roles}");
        let let_in = format!("GRANT CONNECT ON DATABASE {} TO {login}", database.name);
        for statement in [make, let_in] {
            sqlx::query(AssertSqlSafe(statement)).execute(&superuser).await.unwrap();
        }
    }
    (migrate, serve)
}

#[tokio::test(flavor = "multi_thread")]
async fn migrate_and_serve_have_logins_of_their_own_and_the_serving_one_cannot_change_tables() {
    let mut world = World::of(Database::empty().await);
    let (migrate, serve) = logins(&world.database).await;
    std::fs::write(world.file("password"), format!("{PASSWORD}\n")).unwrap();
    let file = world.file("password").display().to_string();
    world.forget("database.password");
    world.set("database.password_file", &format!("{file:?}"));

    world.set("database.user", &format!("{serve:?}"));
    let refused = run(&world, &["migrate"]);
    assert_eq!(refused.code, Some(3), "{}", refused.said);
    assert!(refused.said.contains("permission denied to set role"), "{}", refused.said);

    world.set("database.user", &format!("{migrate:?}"));
    for _ in 0..2 {
        let ended = run(&world, &["migrate"]);
        assert_eq!(ended.code, Some(0), "{}", ended.said);
    }

    world.set("database.user", &format!("{serve:?}"));
    let child = Child::serving(&world);
    assert_eq!(health(child.grpc(), "").await, Some(1));
    let options: PgConnectOptions = world.database.options();
    let options = options.username(&serve).password(PASSWORD);
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    for forbidden in [
        "SET ROLE jobbro_owner",
        "DROP SCHEMA log CASCADE",
        "CREATE TABLE public.planted (id int)",
        "CREATE SCHEMA planted",
    ] {
        assert!(sqlx::query(forbidden).execute(&mut connection).await.is_err(), "{forbidden}");
    }
}

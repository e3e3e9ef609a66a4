//! The two logins of a service, as an operator makes them: one for the migration, one for serving. Neither owns
//! anything or inherits anything; each takes the roles it may take.

use servers::random_hex;
use sqlx::{AssertSqlSafe, Executor};
use testkit::Database;

/// A login with its password.
pub struct Login {
    pub user: String,
    pub password: String,
}

/// Login roles belong to the whole server, so their names hold the name of the test's database.
pub async fn make(database: &Database) -> (Login, Login) {
    let migrate = ["jobbro_owner"];
    let serve = ["jobbro_append", "jobbro_project", "jobbro_read", "jobbro_vault", "jobbro_count"];
    (one(database, "migrate", &migrate).await, one(database, "serve", &serve).await)
}

async fn one(database: &Database, what: &str, roles: &[&str]) -> Login {
    let user = format!("{}_{what}", database.name);
    let password = random_hex(16);
    let statement = format!(
        "CREATE ROLE {user} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'; \
         GRANT {} TO {user}; GRANT CONNECT ON DATABASE {} TO {user}",
        roles.join(", "),
        database.name
    );
    // Names and password are ours: letters, digits, underscores.
    database.superuser().execute(sqlx::raw_sql(AssertSqlSafe(statement))).await.unwrap();
    Login { user, password }
}

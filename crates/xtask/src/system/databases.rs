//! One database for each service, with the logins it gets in operation.

use servers::{Postgres, random_hex};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

const ROLES: &str = include_str!("../../../../deploy/postgres/roles.sql");

/// The logins of one service.
pub(super) struct Logins {
    pub(super) database: String,
    pub(super) migrate: Login,
    pub(super) serve: Login,
}

/// A name and its password.
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: String,
}

/// What `migrate` may become, and what `serve` may.
const OF_MIGRATE: &str = "jobbro_owner";
const OF_SERVE: &str = "jobbro_append, jobbro_project, jobbro_read, jobbro_vault, jobbro_count";

/// Makes databases and logins; one entry for each service, in the same order.
///
/// # Errors
/// What Postgres says.
pub(super) async fn make(server: &Postgres, services: &[&str]) -> anyhow::Result<Vec<Logins>> {
    let mut superuser = PgConnection::connect(&server.url("postgres")).await?;
    sqlx::raw_sql(ROLES).execute(&mut superuser).await?;
    let mut made = Vec::new();
    for service in services {
        let logins = Logins {
            database: (*service).to_owned(),
            migrate: login(format!("{service}_migrate")),
            serve: login(format!("{service}_serve")),
        };
        for statement in statements(&logins) {
            // DDL takes no parameters; names and passwords are ours: letters, digits, underscores.
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut superuser).await?;
        }
        made.push(logins);
    }
    superuser.close().await?;
    Ok(made)
}

fn login(user: String) -> Login {
    Login { user, password: random_hex(16) }
}

fn statements(logins: &Logins) -> [String; 5] {
    let Logins { database, migrate, serve } = logins;
    let (migrate_user, serve_user) = (&migrate.user, &serve.user);
    let create = |it: &Login, of: &str| {
        format!("CREATE ROLE {} LOGIN NOINHERIT PASSWORD '{}' IN ROLE {of}", it.user, it.password)
    };
    [
        create(migrate, OF_MIGRATE),
        create(serve, OF_SERVE),
        format!("CREATE DATABASE {database} OWNER jobbro_owner"),
        format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        format!("GRANT CONNECT ON DATABASE {database} TO {migrate_user}, {serve_user}"),
    ]
}

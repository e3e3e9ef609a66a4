//! The log's tables, and the database roles that may touch them.

use std::{borrow::Cow, time::Duration};

use sqlx::{
    PgPool, SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{Fault, lost::again};

/// Newest migration this program knows; an open log has at least it.
const NEWEST: i64 = 3;

/// The database role a pool works as. Each may do only what its name says (foundations 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DbRole {
    /// Owns every table; used by `migrate` only.
    Owner,
    /// The append function and loads.
    Append,
    /// Reads the log; writes read models, checkpoints, leases.
    Project,
    /// Queries, under row-level security.
    Read,
    /// Keys, side rows, look-ups.
    Vault,
    /// Indicators over all rows, counts only.
    Count,
}

impl DbRole {
    /// Its name in Postgres.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "jobbro_owner",
            Self::Append => "jobbro_append",
            Self::Project => "jobbro_project",
            Self::Read => "jobbro_read",
            Self::Vault => "jobbro_vault",
            Self::Count => "jobbro_count",
        }
    }
}

/// A pool whose every connection works as that role (start-up option `role`), lazily connected.
#[must_use]
pub fn pool(options: PgConnectOptions, role: DbRole, connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .connect_lazy_with(options.options([("role", role.as_str())]))
}

/// Makes or upgrades the log's tables and function; `owner` is a pool of that role.
///
/// # Errors
/// A fault.
pub async fn migrate(owner: &PgPool) -> Result<(), Fault> {
    let migration = |version, name, sql: &'static str| {
        let (name, sql) = (Cow::Borrowed(name), sql.into_sql_str());
        Migration::new(version, name, MigrationType::Simple, sql, false)
    };
    let mut migrator = Migrator::with_migrations(vec![
        migration(1, "tables", include_str!("../migrations/0001_tables.sql")),
        migration(2, "append", include_str!("../migrations/0002_append.sql")),
        migration(NEWEST, "vault streams", include_str!("../migrations/0003_vault_streams.sql")),
    ]);
    // A table of its own: each crate migrates its own schema.
    migrator.create_schema("log");
    migrator.dangerous_set_table_name("log._sqlx_migrations");
    migrator.run(owner).await.map_err(|it| Fault::Database(it.into()))
}

/// Whether this program can work with the tables that are there.
pub(crate) async fn check(append: &PgPool) -> Result<(), Fault> {
    let newest = again(|| {
        sqlx::query_scalar::<_, Option<i64>>(
            "SELECT max(version) FROM log._sqlx_migrations WHERE success",
        )
        .fetch_one(append)
    })
    .await;
    match newest {
        Ok(Some(version)) if version >= NEWEST => Ok(()),
        Ok(_) => Err(Fault::NotMigrated),
        // No such schema or table; a schema the role may not enter is not ours either.
        Err(sqlx::Error::Database(it))
            if matches!(it.code().as_deref(), Some("3F000" | "42P01" | "42501")) =>
        {
            Err(Fault::NotMigrated)
        }
        Err(error) => Err(error.into()),
    }
}

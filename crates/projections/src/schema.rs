//! The tables of a read model.

use sqlx::{PgConnection, PgPool};

/// What `migrate` needs to know of a projection: tables in `<name>_v<version>`, views in `<name>`.
///
/// `migrate` runs `tables` with that schema as search path, refuses a table without a `municipality` column,
/// forces row-level security, adds the policies, makes the views `WITH (security_invoker = true)` and grants.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The projection's `NAME`.
    pub name: &'static str,
    /// The projection's `VERSION`.
    pub version: u32,
    /// Its `schema.sql`, unqualified.
    pub tables: &'static str,
}

/// Why the read models could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The name is not of `a-z0-9_`, is one of ours, or the version is 0.
    #[error("no read model can be called {name} v{version}")]
    Name {
        /// What it was called.
        name: &'static str,
        /// Its version.
        version: u32,
    },
    /// Its rows could not be told apart by municipality.
    #[error("the table {table} of {name} v{version} has no column `municipality` that is NOT NULL")]
    NoMunicipality {
        /// The read model.
        name: &'static str,
        /// Its version.
        version: u32,
        /// The table.
        table: String,
    },
    /// The tables of a version never change.
    #[error("the tables of {name} v{version} were made from another schema.sql; raise its version")]
    Changed {
        /// The read model.
        name: &'static str,
        /// Its version.
        version: u32,
    },
    /// Its `schema.sql` failed.
    #[error("the tables of {name} v{version} could not be made")]
    Tables {
        /// The read model.
        name: &'static str,
        /// Its version.
        version: u32,
        /// What Postgres said.
        #[source]
        source: sqlx::Error,
    },
    /// The tables of subscriptions could not be made.
    #[error("the migration of subscriptions failed")]
    Subscriptions(#[from] sqlx::migrate::MigrateError),
    /// Postgres said no.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}

/// Makes or upgrades checkpoints, leases and the schemas of these read models; `owner` is a pool of that role.
/// Safe to run again. The views of a read model show the version that was made last.
///
/// # Errors
/// When a table has no `municipality` column, a version's tables were changed, or a fault.
pub async fn migrate(owner: &PgPool, schemas: &[Schema]) -> Result<(), MigrateError> {
    let mut migrator = sqlx::migrate!("./migrations");
    migrator.create_schema("subscriptions");
    migrator.dangerous_set_table_name("subscriptions._migrations");
    migrator.run(owner).await?;
    for schema in schemas {
        schema.check_name()?;
        let mut tx = owner.begin().await?;
        schema.make(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The schema that holds the tables of a version of a read model.
pub(crate) fn tables_of(name: &str, version: u32) -> String {
    format!("{name}_v{version}")
}

impl Schema {
    fn check_name(&self) -> Result<(), MigrateError> {
        let ours = ["log", "subscriptions", "public", "information_schema"].contains(&self.name);
        let plain = self.name.starts_with(|it: char| it.is_ascii_lowercase())
            && self.name.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'_'))
            && !self.name.starts_with("pg_")
            && self.name.len() <= 50;
        if ours || !plain || self.version == 0 {
            return Err(MigrateError::Name { name: self.name, version: self.version });
        }
        Ok(())
    }

    async fn make(&self, tx: &mut PgConnection) -> Result<(), MigrateError> {
        let &Self { name, version, tables } = self;
        let schema = tables_of(name, version);
        sqlx::query(
            "SELECT pg_advisory_xact_lock(hashtextextended('subscriptions.read_model', 0))",
        )
        .execute(&mut *tx)
        .await?;
        if let Some(same) = self.made(tx).await? {
            return if same { Ok(()) } else { Err(MigrateError::Changed { name, version }) };
        }
        sqlx::query("SELECT subscriptions.make_schema($1), set_config('search_path', $1, true)")
            .bind(&schema)
            .execute(&mut *tx)
            .await?;
        sqlx::raw_sql(tables).execute(&mut *tx).await.map_err(|source| MigrateError::Tables {
            name,
            version,
            source,
        })?;
        let unseen: Option<String> = sqlx::query_scalar(include_str!("sql/unseen_tables.sql"))
            .bind(&schema)
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(table) = unseen {
            return Err(MigrateError::NoMunicipality { name, version, table });
        }
        sqlx::query("SELECT subscriptions.protect($1, $2)")
            .bind(&schema)
            .bind(name)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO subscriptions.read_model (name, version, tables_hash)
             VALUES ($1, $2, sha256(convert_to($3, 'UTF8')))",
        )
        .bind(name)
        .bind(version.cast_signed())
        .bind(tables)
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    /// Whether this version was made before, and from the same text.
    async fn made(&self, tx: &mut PgConnection) -> Result<Option<bool>, sqlx::Error> {
        sqlx::query_scalar(
            "SELECT tables_hash = sha256(convert_to($3, 'UTF8'))
             FROM subscriptions.read_model WHERE name = $1 AND version = $2",
        )
        .bind(self.name)
        .bind(self.version.cast_signed())
        .bind(self.tables)
        .fetch_optional(tx)
        .await
    }
}

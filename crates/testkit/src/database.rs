//! A database for each test, on a real server.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use event_log::{DbRole, EventLog, Pools, RootKey, Settings};
use kernel::{Clock, Ids};
use projections::Schema;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{RandomIds, shared};

const ROLES: &str = include_str!("../../../deploy/postgres/roles.sql");

/// One at a time makes roles: they belong to the whole cluster. The number is ours alone.
const ROLES_LOCK: i64 = 0x6a6f_6262_726f;

/// Connections a pool of a test holds at the most; they are opened when they are needed.
const CONNECTIONS: u32 = 4;

/// A migrated database of one test.
pub struct Database {
    /// Its name.
    pub name: String,
    options: PgConnectOptions,
    pools: Mutex<Vec<(Option<DbRole>, PgPool)>>,
    folder: PathBuf,
    root_key: PathBuf,
}

impl Database {
    /// Makes it: roles, log, subscriptions, these read models.
    pub async fn new(schemas: &[Schema]) -> Self {
        Self::on(shared::postgres(), schemas).await
    }

    /// The same on a server that the test started itself (superuser URL of the server, any database).
    ///
    /// # Panics
    /// When the server cannot be reached or the migration fails.
    pub async fn on(server_url: &str, schemas: &[Schema]) -> Self {
        let it = Self::empty_on(server_url).await;
        let owner = event_log::pool(it.options.clone(), DbRole::Owner, 1);
        event_log::migrate(&owner).await.expect("the log's tables can be made");
        projections::migrate(&owner, schemas).await.expect("the read models can be made");
        owner.close().await;
        it
    }

    /// A database that nobody has migrated, owned by `jobbro_owner`.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn empty() -> Self {
        Self::empty_on(shared::postgres()).await
    }

    /// The same on a server that the test started itself.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn empty_on(server_url: &str) -> Self {
        let server: PgConnectOptions = server_url.parse().expect("the URL of a Postgres server");
        let server = server.disable_statement_logging();
        let name = format!("t_{}", RandomIds.next().simple());
        create(&server, &name).await.expect("a database can be made");
        let folder = std::env::temp_dir().join(format!("jobbro-test-{name}"));
        let root_key = folder.join("root.key");
        write_root_key(&folder, &root_key).expect("a key file can be written");
        let options = server.database(&name);
        Self { name, options, pools: Mutex::default(), folder, root_key }
    }

    /// A pool of a role. The same one every time.
    pub fn pool(&self, role: DbRole) -> PgPool {
        self.pool_of(Some(role))
    }

    /// A superuser's pool, to look behind the curtain and to break things.
    pub fn superuser(&self) -> PgPool {
        self.pool_of(None)
    }

    /// The URL of this database (superuser), for child processes.
    pub fn url(&self) -> String {
        self.options.to_url_lossy().into()
    }

    /// How to connect to it (superuser).
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// The three pools of a log.
    pub fn pools(&self) -> Pools {
        Pools {
            append: self.pool(DbRole::Append),
            project: self.pool(DbRole::Project),
            vault: self.pool(DbRole::Vault),
        }
    }

    /// A file with the root key of this test.
    pub fn root_key_file(&self) -> &Path {
        &self.root_key
    }

    /// The log of a service in this database, open, with pools of its own: a second one is like a second process.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn log(&self, service: &'static str, clock: Arc<dyn Clock>) -> EventLog {
        let root = RootKey::read(&self.root_key).expect("the key file of this test");
        let of = |role| event_log::pool(self.options.clone(), role, CONNECTIONS);
        let pools = Pools {
            append: of(DbRole::Append),
            project: of(DbRole::Project),
            vault: of(DbRole::Vault),
        };
        EventLog::open(Settings::of(service), pools, root, clock, Arc::new(RandomIds))
            .await
            .expect("the log of a migrated database opens")
    }

    fn pool_of(&self, role: Option<DbRole>) -> PgPool {
        let mut pools = self.pools.lock().expect("no test panics while it asks for a pool");
        if let Some((_, pool)) = pools.iter().find(|(it, _)| *it == role) {
            return pool.clone();
        }
        let pool = match role {
            Some(role) => event_log::pool(self.options.clone(), role, CONNECTIONS),
            None => PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .connect_lazy_with(self.options.clone()),
        };
        pools.push((role, pool.clone()));
        pool
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The database stays: its server ends with the tests. The key must not.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn create(server: &PgConnectOptions, name: &str) -> Result<(), sqlx::Error> {
    // Advisory locks are of one database, so everyone must meet in the same.
    let mut tx = server.clone().database("postgres").connect().await?;
    roles(&mut tx).await?;
    // No parameters in DDL; the name is ours: letters, digits, underscores.
    let create = format!("CREATE DATABASE {name} OWNER jobbro_owner");
    sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut tx).await?;
    let close = format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC");
    sqlx::raw_sql(AssertSqlSafe(close)).execute(&mut tx).await?;
    tx.close().await
}

async fn roles(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_lock($1)").bind(ROLES_LOCK).execute(&mut *tx).await?;
    let made = sqlx::raw_sql(ROLES).execute(&mut *tx).await;
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(ROLES_LOCK).execute(&mut *tx).await?;
    made.map(|_| ())
}

fn write_root_key(folder: &Path, file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};

    std::fs::DirBuilder::new().mode(0o700).create(folder)?;
    let mut options = std::fs::OpenOptions::new();
    let mut key = options.write(true).create_new(true).mode(0o600).open(file)?;
    let text = format!("{}{}", RandomIds.next().simple(), RandomIds.next().simple());
    std::io::Write::write_all(&mut key, text.as_bytes())
}

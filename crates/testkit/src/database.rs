//! Real servers for tests: those of the environment (`JOBBRO_TEST_POSTGRES`, `JOBBRO_TEST_NATS`, set by
//! `cargo xtask test`), or else started here, once for each test binary.

use std::sync::Arc;

use event_log::{EventLog, Pools};
use kernel::{Caller, Clock, Role};
use projections::Schema;
use sqlx::PgPool;

/// A migrated database of one test.
pub struct Database {
    /// Its name.
    pub name: String,
    // the testkit helper fills this in
}

impl Database {
    /// Makes it: roles, log, subscriptions, these read models.
    pub async fn new(schemas: &[Schema]) -> Self {
        let _ = schemas;
        unimplemented!()
    }

    /// The same on a server that the test started itself (superuser URL of the server, any database).
    pub async fn on(server_url: &str, schemas: &[Schema]) -> Self {
        let _ = (server_url, schemas);
        unimplemented!()
    }

    /// A pool of a role.
    pub fn pool(&self, role: event_log::DbRole) -> PgPool {
        let _ = role;
        unimplemented!()
    }

    /// A superuser's pool, to look behind the curtain and to break things.
    pub fn superuser(&self) -> PgPool {
        unimplemented!()
    }

    /// The URL of this database (superuser), for child processes.
    pub fn url(&self) -> String {
        unimplemented!()
    }

    /// The three pools of a log.
    pub fn pools(&self) -> Pools {
        unimplemented!()
    }

    /// A file with the root key of this test.
    pub fn root_key_file(&self) -> &std::path::Path {
        unimplemented!()
    }

    /// The log of a service in this database, open.
    pub async fn log(&self, service: &'static str, clock: Arc<dyn Clock>) -> EventLog {
        let _ = (service, clock);
        unimplemented!()
    }
}

/// A NATS client on the shared server.
pub async fn nats() -> async_nats::Client {
    unimplemented!()
}

/// A subject prefix of this test's own.
pub fn nats_prefix() -> String {
    unimplemented!()
}

/// The programs, found once, for tests that start servers of their own.
pub fn tools() -> &'static servers::Tools {
    unimplemented!()
}

/// A human caller of a municipality with these roles.
pub fn caller(municipality: &str, roles: &[Role]) -> Caller {
    let _ = (municipality, roles);
    unimplemented!()
}

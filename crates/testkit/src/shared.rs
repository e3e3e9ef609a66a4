//! Real servers for tests: those of the environment (`JOBBRO_TEST_POSTGRES`, `JOBBRO_TEST_NATS`, set by
//! `cargo xtask test`), or else started here, once for each test binary. They end with it.

use std::{path::Path, sync::OnceLock};

use kernel::Ids;
use servers::{Nats, Postgres, Tools};

use crate::RandomIds;

/// The programs, found once, for tests that start servers of their own.
///
/// # Panics
/// When one is missing; the message says what to install.
pub fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).expect("this crate lies two folders below the root");
        Tools::find(root).expect("the servers can be found")
    })
}

/// Superuser URL of the shared Postgres.
pub(crate) fn postgres() -> &'static str {
    static STARTED: OnceLock<Postgres> = OnceLock::new();
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var("JOBBRO_TEST_POSTGRES").unwrap_or_else(|_| {
            let start = || Postgres::start(tools()).expect("Postgres starts");
            STARTED.get_or_init(start).url("postgres")
        })
    })
}

/// URL of the shared NATS server.
///
/// # Panics
/// When it cannot be started.
pub fn nats_url() -> &'static str {
    static STARTED: OnceLock<Nats> = OnceLock::new();
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var("JOBBRO_TEST_NATS").unwrap_or_else(|_| {
            let start = || Nats::start(tools()).expect("NATS starts");
            STARTED.get_or_init(start).url()
        })
    })
}

/// A NATS client on the shared server.
///
/// # Panics
/// When it cannot be reached.
pub async fn nats() -> async_nats::Client {
    async_nats::connect(nats_url()).await.expect("the shared NATS server answers")
}

/// A subject prefix of this test's own.
pub fn nats_prefix() -> String {
    // A service takes 30 characters; what is left is random enough.
    let id = RandomIds.next().simple().to_string();
    format!("t{}", &id[8..])
}

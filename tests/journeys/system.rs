//! The running system of one test: databases with the real login roles, the services as child processes, migrated
//! by their own `migrate`, and an issuer of tokens. Everything ends with the test.

use std::time::Duration;

use auth::{DevIssuer, DevToken};
use kernel::{Ids, Role, Timestamp};
use servers::PrivateFolder;
use testkit::{Database, RandomIds};
use tonic::transport::Channel;

use crate::case::Caller;

pub use service::Service;

mod logins;
mod service;

/// On which servers, and who is told of spans. The default: the shared servers, nobody.
#[derive(Default)]
pub struct Ground {
    /// Superuser URL of a Postgres server of the test's own.
    pub postgres: Option<String>,
    /// URL of a NATS server of the test's own.
    pub nats: Option<String>,
    /// Where spans go.
    pub otlp_endpoint: Option<String>,
    /// What the services log; `info` when empty.
    pub log: String,
}

/// All services, serving.
pub struct System {
    pub citizens: Service,
    pub employers: Service,
    pub placements: Service,
    pub reporting: Service,
    issuer: DevIssuer,
    // Last: the services write into it until they are dropped.
    folder: Option<PrivateFolder>,
}

impl System {
    pub async fn start() -> Self {
        Self::on(Ground::default()).await
    }

    pub async fn on(ground: Ground) -> Self {
        let folder = PrivateFolder::new("journey", None).unwrap();
        let issuer = DevIssuer::new("https://issuer.test", "jobbro-test");
        std::fs::write(folder.path().join("jwks.json"), issuer.jwks()).unwrap();
        let prefix = testkit::nats_prefix();
        let around = service::Around {
            folder: folder.path(),
            prefix: &prefix,
            issuer: &issuer,
            ground: &ground,
        };
        let citizens = env!("CARGO_BIN_EXE_journey-citizens");
        let citizens = Service::start("citizens", citizens, &around).await;
        let employers = env!("CARGO_BIN_EXE_journey-employers");
        let employers = Service::start("employers", employers, &around).await;
        let placements = env!("CARGO_BIN_EXE_journey-placements");
        let placements = Service::start("placements", placements, &around).await;
        let reporting = env!("CARGO_BIN_EXE_journey-reporting");
        let reporting = Service::start("reporting", reporting, &around).await;
        Self { citizens, employers, placements, reporting, issuer, folder: Some(folder) }
    }

    /// A human of a municipality.
    pub fn caller(&self, municipality: &str, roles: &[Role]) -> Caller {
        let token = DevToken {
            human: Some(RandomIds.next()),
            client: "journeys",
            municipality,
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_hours(1),
        };
        #[expect(clippy::disallowed_methods, reason = "the services look at the real clock")]
        let now = Timestamp::now();
        Caller::new(&self.issuer.token(now, &token))
    }

    /// A caseworker who also takes on cases of an older system, as in the demo.
    pub fn caseworker(&self, municipality: &str) -> Caller {
        self.caller(municipality, &[Role::Caseworker, Role::Migrator])
    }

    /// Every service, in the order of `channels`.
    pub fn all(&self) -> [&Service; 4] {
        [&self.citizens, &self.employers, &self.placements, &self.reporting]
    }

    /// Channels to citizens, employers, placements and reporting.
    pub async fn channels(&self) -> [Channel; 4] {
        let [citizens, employers, placements, reporting] = self.all();
        [
            citizens.channel().await,
            employers.channel().await,
            placements.channel().await,
            reporting.channel().await,
        ]
    }

    /// Everything the services have logged.
    pub fn logs(&self) -> Vec<std::path::PathBuf> {
        self.all().map(Service::log_file).to_vec()
    }
}

impl System {
    /// Asks all of them to stop.
    pub fn stop(&mut self) {
        for service in
            [&mut self.citizens, &mut self.employers, &mut self.placements, &mut self.reporting]
        {
            service.stop();
        }
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.stop();
        if let Some(folder) = self.folder.take() {
            let _ = folder.remove();
        }
    }
}

/// A database of the test's own that nobody has migrated.
async fn database(ground: &Ground) -> Database {
    match &ground.postgres {
        Some(url) => Database::empty_on(url).await,
        None => Database::empty().await,
    }
}

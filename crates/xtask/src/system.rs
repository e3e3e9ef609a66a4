//! A whole system on this machine: Postgres, NATS, databases, logins, migrations, the services as children.
//! Used by `up`, `demo` and the journeys.

mod card;
mod databases;
mod ended;
mod issuer;
mod service;

use std::time::Duration;

use anyhow::Context as _;
use kernel::Role;
use servers::{Nats, Postgres, Tools};
use tokio::signal::unix::{SignalKind, signal};

use crate::workspace;
use databases::Logins;
use ended::Part;
use issuer::Issuer;
use service::{Around, Service};

pub use ended::Ended;

/// The services, in the order they are started.
pub const SERVICES: [&str; 4] = ["citizens", "employers", "placements", "reporting"];

/// Generous: a service finishes what it has begun, on a machine that may be busy.
const TO_STOP: Duration = Duration::from_mins(1);

/// How to start it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Say nothing while starting.
    pub quiet: bool,
}

/// A running system. Everything ends when it is dropped, or when this process dies.
pub struct System {
    // Dropped in this order: services before what they need.
    services: Vec<Service>,
    nats: Nats,
    postgres: Postgres,
    tools: Tools,
    issuer: Issuer,
}

impl System {
    /// Builds the services (`cargo build`), starts everything, returns when all services serve.
    ///
    /// # Errors
    /// What went wrong, with the log of the part that failed.
    pub async fn start(options: &Options) -> anyhow::Result<Self> {
        let say = |line: &str| {
            if !options.quiet {
                println!("{line}");
            }
        };
        let tools = Tools::find(&workspace::root())?;
        tools.said.iter().for_each(|it| say(it));
        say("building the services");
        let mut build = workspace::cargo();
        build.args(["build", "--quiet"]);
        for name in SERVICES {
            build.args(["--package", name]);
        }
        workspace::run(&mut build)?;

        say("starting Postgres and NATS");
        let (postgres, nats) = start_servers(&tools)?;
        let issuer = Issuer::new();
        let logins = databases::make(&postgres, &SERVICES).await?;
        let around = Around { postgres: postgres.port(), nats: nats.url(), issuer: &issuer };
        say(&format!("migrating and starting {}", SERVICES.join(", ")));
        let mut services = start_services(&logins, &around)?;
        for service in &mut services {
            service.wait_until_it_serves().await?;
        }
        Ok(Self { services, nats, postgres, tools, issuer })
    }

    /// Address of a service for clients, as `http://127.0.0.1:5`.
    #[must_use]
    pub fn grpc(&self, service: &str) -> String {
        self.service(service).grpc()
    }

    /// Address of a service's admin port, as `http://127.0.0.1:5`.
    #[must_use]
    pub fn admin(&self, service: &str) -> String {
        self.service(service).admin()
    }

    /// A signed token of a human of that municipality (as `350`) with these roles, for `authorization: Bearer …`.
    /// A decider is another human than everyone else, so that four eyes can be had.
    #[must_use]
    pub fn token(&self, municipality: &str, roles: &[Role]) -> String {
        self.issuer.token(municipality, roles)
    }

    /// Everything a person needs to try it by hand: addresses, a token for each role, three commands.
    #[must_use]
    pub fn card(&self) -> String {
        card::of(self)
    }

    /// The superuser's URL of a service's database.
    #[must_use]
    pub fn database_url(&self, service: &str) -> String {
        self.postgres.url(service)
    }

    /// What a service has logged, the end of it.
    #[must_use]
    pub fn last_words(&self, service: &str) -> String {
        self.service(service).last_words()
    }

    /// The programs it runs on.
    #[must_use]
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Ends a service with SIGKILL.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self, service: &str) -> anyhow::Result<()> {
        self.service_mut(service).kill()
    }

    /// Starts a killed service again, on the same address.
    ///
    /// # Errors
    /// When it does not serve.
    pub async fn restart(&mut self, service: &str) -> anyhow::Result<()> {
        self.service_mut(service).restart().await
    }

    /// Waits until a part ends that nobody asked to end. A kill through this value does not count.
    ///
    /// # Errors
    /// When the system does not say.
    pub async fn one_ends(&self) -> anyhow::Result<Ended> {
        // Heard from before the first look, so that none is missed.
        let mut children = signal(SignalKind::child())?;
        loop {
            for part in self.parts() {
                if let Some(ended) = part.ended()? {
                    return Ok(ended);
                }
            }
            children.recv().await;
        }
    }

    /// The NATS server, to kill and restart.
    pub fn nats(&mut self) -> &mut Nats {
        &mut self.nats
    }

    /// The Postgres server, to kill and restart.
    pub fn postgres(&mut self) -> &mut Postgres {
        &mut self.postgres
    }

    /// Stops the services by SIGTERM (each must exit with 0), then the servers.
    ///
    /// # Errors
    /// Every part that did not end well.
    #[expect(
        clippy::unused_async,
        reason = "callers await it; a service may come to be asked over gRPC"
    )]
    pub async fn stop(self) -> anyhow::Result<()> {
        self.end(None)
    }

    /// The same after a part ended by itself.
    ///
    /// # Errors
    /// Every other part that did not end well.
    #[expect(clippy::unused_async, reason = "as `stop`")]
    pub async fn stop_the_rest(self, ended: &Ended) -> anyhow::Result<()> {
        self.end(Some(ended.name))
    }

    fn end(mut self, told: Option<&str>) -> anyhow::Result<()> {
        let services = self.services.iter_mut();
        let mut stopped: Vec<_> = services.map(|it| (it.name(), it.stop(TO_STOP))).collect();
        stopped.push(("NATS", self.nats.stop().context("NATS did not stop")));
        stopped.push(("Postgres", self.postgres.stop().context("Postgres did not stop")));
        let rest = stopped.into_iter().filter(|(name, _)| told != Some(*name));
        let bad: Vec<_> = rest.filter_map(|(_, it)| it.err()).map(|it| format!("{it:#}")).collect();
        anyhow::ensure!(bad.is_empty(), "{}", bad.join("\n"));
        Ok(())
    }

    /// What a service needs stands before it: when both have ended, it is the cause.
    fn parts(&self) -> Vec<Part> {
        let (postgres, nats) = (&self.postgres, &self.nats);
        let postgres =
            Part { name: "Postgres", pid: postgres.pid(), log: postgres.log_file().to_owned() };
        let nats = Part { name: "NATS", pid: nats.pid(), log: nats.log_file().to_owned() };
        let services = self.services.iter().map(Service::part);
        [postgres, nats].into_iter().chain(services).collect()
    }

    fn service(&self, name: &str) -> &Service {
        let found = self.services.iter().find(|it| it.name() == name);
        found.expect("a service is asked for by its name")
    }

    fn service_mut(&mut self, name: &str) -> &mut Service {
        let found = self.services.iter_mut().find(|it| it.name() == name);
        found.expect("a service is asked for by its name")
    }
}

/// All at once: the slow part is to migrate, each a database of its own.
fn start_services(logins: &[Logins], around: &Around<'_>) -> anyhow::Result<Vec<Service>> {
    std::thread::scope(|scope| {
        let each = SERVICES.into_iter().zip(logins);
        let starting: Vec<_> = each
            .map(|(name, logins)| scope.spawn(move || Service::start(name, logins, around)))
            .collect();
        let started = starting.into_iter().map(|it| it.join().expect("starting does not panic"));
        started.collect()
    })
}

/// Both at once: the slow part is to make a cluster.
fn start_servers(tools: &Tools) -> anyhow::Result<(Postgres, Nats)> {
    std::thread::scope(|scope| {
        let postgres = scope.spawn(|| Postgres::start(tools));
        let nats = Nats::start(tools);
        let postgres = postgres.join().expect("starting Postgres does not panic");
        Ok((postgres?, nats?))
    })
}

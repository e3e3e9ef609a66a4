//! A whole system on this machine: Postgres, NATS, databases, logins, migrations, the services as children.
//! Used by `up`, `demo` and the journeys.

use kernel::Role;

/// The services, in the order they are started.
pub const SERVICES: [&str; 2] = ["citizens", "reporting"];

/// How to start it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Say nothing while starting.
    pub quiet: bool,
}

/// A running system. Everything ends when it is dropped, or when this process dies.
pub struct System {}

impl System {
    /// Builds the services (`cargo build`), starts everything, returns when both services serve.
    ///
    /// # Errors
    /// What went wrong, with the log of the part that failed.
    pub async fn start(options: &Options) -> anyhow::Result<Self> {
        let _ = options;
        unimplemented!()
    }

    /// Address of a service for clients, as `http://127.0.0.1:5`.
    #[must_use]
    pub fn grpc(&self, service: &str) -> String {
        let _ = service;
        unimplemented!()
    }

    /// Address of a service's admin port, as `http://127.0.0.1:5`.
    #[must_use]
    pub fn admin(&self, service: &str) -> String {
        let _ = service;
        unimplemented!()
    }

    /// A signed token of a human of that municipality (as `350`) with these roles, for `authorization: Bearer …`.
    #[must_use]
    pub fn token(&self, municipality: &str, roles: &[Role]) -> String {
        let _ = (municipality, roles);
        unimplemented!()
    }

    /// Everything a person needs to try it by hand: addresses, a token for each role, three commands.
    #[must_use]
    pub fn card(&self) -> String {
        unimplemented!()
    }

    /// Ends a service with SIGKILL.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self, service: &str) -> anyhow::Result<()> {
        let _ = service;
        unimplemented!()
    }

    /// Starts a killed service again, on the same address.
    ///
    /// # Errors
    /// When it does not serve.
    pub async fn restart(&mut self, service: &str) -> anyhow::Result<()> {
        let _ = service;
        unimplemented!()
    }

    /// The NATS server, to kill and restart.
    pub fn nats(&mut self) -> &mut servers::Nats {
        unimplemented!()
    }

    /// The Postgres server, to kill and restart.
    pub fn postgres(&mut self) -> &mut servers::Postgres {
        unimplemented!()
    }

    /// Stops the services by SIGTERM (each must exit with 0), then the servers.
    ///
    /// # Errors
    /// When a service did not end well.
    pub async fn stop(self) -> anyhow::Result<()> {
        unimplemented!()
    }
}

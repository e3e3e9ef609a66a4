//! What the services of one test share, so that they know each other: a subject prefix, an issuer, a clock.

use std::{sync::Arc, time::Duration};

use auth::{DevIssuer, DevToken};
use kernel::{Clock, Ids, Role, Uuid};

use crate::{RandomIds, shared};

/// A cell of the test's own. Services started in it hear each other and take each other's callers.
pub struct Cell {
    pub(crate) prefix: String,
    pub(crate) issuer: DevIssuer,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Cell {
    /// Its services live at the time of this clock: a `ManualClock`, or the real one of `service_kit`.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let issuer = DevIssuer::new("https://issuer.test", "jobbro-test");
        Self { prefix: shared::nats_prefix(), issuer, clock }
    }

    /// The NATS subject prefix of its services.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The value of `authorization` for somebody of a municipality with these roles; `None` for a system.
    #[must_use]
    pub fn bearer(&self, human: Option<Uuid>, municipality: &str, roles: &[Role]) -> String {
        let token = DevToken {
            human,
            client: "test-client",
            municipality,
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_hours(1),
        };
        format!("Bearer {}", self.issuer.token(self.clock.now(), &token))
    }

    /// The same for somebody new.
    #[must_use]
    pub fn token(&self, municipality: &str, roles: &[Role]) -> String {
        self.bearer(Some(RandomIds.next()), municipality, roles)
    }
}

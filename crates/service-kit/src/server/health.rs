//! `grpc.health.v1`: the whole server (`""`), each service by its full name, and `liveness`, which looks at nothing.

use tokio_util::sync::CancellationToken;
use tonic_health::{ServingStatus, server::HealthReporter};

use crate::readiness::Readiness;

/// Tells callers what `Readiness` says.
pub(crate) struct Health {
    reporter: HealthReporter,
    names: Vec<String>,
}

impl Health {
    pub fn new(reporter: HealthReporter, services: &[String]) -> Self {
        let mut names = services.to_vec();
        names.push(String::new());
        Self { reporter, names }
    }

    /// Before anything was looked at.
    pub async fn not_yet(&self) {
        self.reporter.set_service_status("liveness", ServingStatus::Serving).await;
        self.set(false).await;
    }

    /// Passes on each change. Once the service drains, and that is told, `told` lets the server close.
    pub async fn follow(self, readiness: Readiness, told: CancellationToken) {
        let mut state = readiness.subscribe();
        loop {
            let now = *state.borrow_and_update();
            self.set(now.ready()).await;
            if now.draining || state.changed().await.is_err() {
                told.cancel();
                return;
            }
        }
    }

    async fn set(&self, ready: bool) {
        let status = if ready { ServingStatus::Serving } else { ServingStatus::NotServing };
        for name in &self.names {
            self.reporter.set_service_status(name, status).await;
        }
    }
}

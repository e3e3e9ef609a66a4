//! The one main of every service: configuration, pools, telemetry, health, signals, drain; and what every gRPC
//! layer needs: field checks, statuses, tokens, page tokens.
#![deny(missing_docs)]

pub mod grpc;

use std::{process::ExitCode, sync::Arc};

use event_log::EventLog;
use kernel::{Clock, Ids};
use projections::{Runner, Schema};
use sqlx::PgPool;

/// What a service's `start` gets.
pub struct Context {
    /// The service's name.
    pub name: &'static str,
    /// Its log, open.
    pub log: EventLog,
    /// Queries: role `read`.
    pub read: PgPool,
    /// Indicators: role `count`.
    pub count: PgPool,
    /// Projections and reactions.
    pub runner: Runner,
    /// The real clock.
    pub clock: Arc<dyn Clock>,
    /// The real ids.
    pub ids: Arc<dyn Ids>,
    // private: server settings, health reporter, verifier, cancellation
}

impl Context {
    /// Serves until the first signal, then drains. Adds health, reflection and `LogService`, and puts the layers
    /// (trace, deadline, authentication) before `routes`.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn serve(self, routes: tonic::service::Routes) -> anyhow::Result<()> {
        let _ = routes;
        unimplemented!()
    }
}

/// The whole program: `serve` (the default), `migrate`, `healthcheck`, `config check`.
pub fn run<F, R>(name: &'static str, schemas: &[Schema], start: F) -> ExitCode
where
    F: FnOnce(Context) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let _ = (name, schemas, start);
    unimplemented!()
}

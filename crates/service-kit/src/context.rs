//! What a service's `start` gets, and the serving.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use auth::{AuthLayer, Keys, Permissions, Verifier};
use event_log::EventLog;
use kernel::{Clock, Ids};
use projections::Runner;
use sqlx::PgPool;
use tokio::{net::TcpListener, sync::Semaphore, task::JoinHandle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tonic::service::Routes;

use crate::{
    Config, log_service,
    readiness::Readiness,
    run::StoppedHard,
    server::{self, CallLayer, Health},
};

/// How long the work behind the calls may take to stop.
const STOP: Duration = Duration::from_secs(10);

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
    pub(crate) behind: Behind,
}

/// What `serve` needs besides.
pub(crate) struct Behind {
    pub config: Config,
    pub readiness: Readiness,
    /// For the readiness check alone.
    pub look: PgPool,
    pub admin: SocketAddr,
    pub relay: JoinHandle<()>,
    /// Cancelled by the first signal.
    pub stop: CancellationToken,
    /// Cancelled when no call is left: ends relay, runner and the checks.
    pub work: CancellationToken,
}

impl Context {
    /// Serves until the first signal, then drains. Adds health, reflection and `LogService`, and puts the layers
    /// (trace, deadline, authentication) before `routes`.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn serve(self, routes: Routes) -> anyhow::Result<()> {
        let Self { name, log, runner, clock, behind, .. } = self;
        let grpc = &behind.config.grpc;
        let listener = TcpListener::bind(grpc.listen).await.context("grpc.listen")?;
        let address = listener.local_addr().context("grpc.listen")?;

        let services = server::service_names(name);
        let (reporter, health) = tonic_health::server::health_reporter();
        let routes = routes
            .add_service(health)
            .add_service(log_service::service(log.clone(), runner.reactions()));
        let routes = server::with_reflection(routes, &services)?;
        let health = Health::new(reporter, &services);
        health.not_yet().await;

        let calls = CallLayer {
            service: name,
            deadline: grpc.deadline,
            room: Arc::new(Semaphore::new(grpc.concurrency)),
            running: TaskTracker::new(),
        };
        let auth = auth_layer(&behind.config, clock)?;
        let told = CancellationToken::new();
        tokio::spawn(health.follow(behind.readiness.clone(), told.clone()));
        tokio::spawn(behind.readiness.clone().watch(behind.look.clone(), behind.work.clone()));
        tokio::spawn(drain_on_signal(behind.readiness.clone(), behind.stop.clone()));
        tokio::spawn(announce(
            behind.config.clone(),
            behind.readiness.clone(),
            address,
            behind.admin,
        ));
        behind.readiness.set(|it| it.started = true);

        let served = server::serve(listener, routes, calls, auth, told).await;
        behind.readiness.set(|it| it.draining = true);
        finish(log, runner, behind).await?;
        served
    }
}

fn auth_layer(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<AuthLayer> {
    let settings = auth::Settings {
        issuer: config.auth.issuer.clone(),
        audience: config.auth.audience.clone(),
    };
    let keys = Keys::read(&config.auth.keys).context("auth.keys_file")?;
    Ok(AuthLayer::new(Verifier::new(keys, settings, clock), Permissions::ours()))
}

async fn drain_on_signal(readiness: Readiness, stop: CancellationToken) {
    stop.cancelled().await;
    readiness.set(|it| it.draining = true);
}

/// Once the service serves: says so, and where.
async fn announce(config: Config, readiness: Readiness, grpc: SocketAddr, admin: SocketAddr) {
    let mut state = readiness.subscribe();
    if state.wait_for(|it| it.ready()).await.is_err() {
        return;
    }
    tracing::info!(grpc.address = %grpc, admin.address = %admin, "serving");
    if let Some(file) = &config.run.addresses_file
        && let Err(error) = write_addresses(file, grpc, admin)
    {
        tracing::error!(error = %telemetry::chain(&error), "run.addresses_file was not written");
    }
}

/// By rename, so that who finds the file finds all of it.
fn write_addresses(file: &Path, grpc: SocketAddr, admin: SocketAddr) -> std::io::Result<()> {
    let text = serde_json::json!({ "grpc": grpc.to_string(), "admin": admin.to_string() });
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    std::fs::write(&beside, text.to_string())?;
    std::fs::rename(&beside, file)
}

/// Ends what runs behind the calls. What Postgres does not let end in time is left to the end of the process.
async fn finish(log: EventLog, runner: Runner, behind: Behind) -> Result<(), StoppedHard> {
    behind.work.cancel();
    let work = async {
        runner.stopped().await;
        // A relay that panicked has said so; there is nothing left to wait for.
        let _ = behind.relay.await;
        log.close().await;
    };
    tokio::time::timeout(STOP, work).await.map_err(|_| StoppedHard)
}

//! From a checked configuration to a `Context`: admin port, pools, schema check, log, NATS, relay, runner.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use anyhow::Context as _;
use event_log::{DbRole, EventLog, Fault, Pools, RootKey};
use futures::FutureExt as _;
use messaging::{Options, Streams};
use opentelemetry::KeyValue;
use projections::{Runner, RunnerSettings, Schema};
use sqlx::{PgPool, postgres::PgConnectOptions};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    Config, Context, SystemClock, TimeOrderedIds, admin, context::Behind, grpc::passes,
    readiness::Readiness,
};

/// How long to wait at start for a Postgres that does not answer yet.
const PATIENCE: Duration = Duration::from_secs(30);
const AGAIN: Duration = Duration::from_millis(500);

/// Makes everything a service works with; `None` when the first signal came before.
pub(crate) async fn prepare(
    name: &'static str,
    config: Config,
    schemas: &[Schema],
    stop: CancellationToken,
) -> anyhow::Result<Option<Context>> {
    let readiness = Readiness::new();
    let work = CancellationToken::new();
    let listener = TcpListener::bind(config.admin.listen).await.context("admin.listen")?;
    let admin = listener.local_addr().context("admin.listen")?;
    telemetry::meter()
        .u64_gauge("build.info")
        .with_description("1, with the version")
        .build()
        .record(1, &[KeyValue::new("version", env!("CARGO_PKG_VERSION"))]);
    tracing::info!(admin.address = %admin, "not serving yet");
    tokio::spawn(admin::serve(listener, readiness.clone(), work.clone()));

    let options = config.database.options(name);
    let pool = |role, connections| event_log::pool(options.clone(), role, connections);
    let read = pool(DbRole::Read, 6);
    let opened = tokio::select! {
        opened = open(name, &config, &options, &read, schemas) => opened?,
        () = stop.cancelled() => return Ok(None),
    };
    let (log, project) = opened;

    let Config { nats, .. } = &config;
    let streams = Options::new(&nats.url, &nats.prefix, name).login(nats.login.clone());
    let streams = Streams::connect(&streams).await.context("nats")?;
    let relay = tokio::spawn(relay(streams.clone(), log.clone(), readiness.clone(), work.clone()));
    let settings = RunnerSettings {
        slice: 500,
        lease: Duration::from_secs(10),
        poll: Duration::from_millis(500),
    };
    let runner = Runner::new(log.clone(), project, streams, settings, work.clone());
    let look = pool(DbRole::Read, 1);
    let behind = Behind { config, readiness, look, admin, relay, stop, work };
    Ok(Some(Context {
        name,
        log,
        read,
        count: pool(DbRole::Count, 2),
        runner,
        clock: Arc::new(SystemClock),
        ids: Arc::new(TimeOrderedIds),
        behind,
    }))
}

/// Opens the log and checks the read models' schemas.
async fn open(
    name: &'static str,
    config: &Config,
    options: &PgConnectOptions,
    read: &PgPool,
    schemas: &[Schema],
) -> anyhow::Result<(EventLog, PgPool)> {
    let pool = |role, connections| event_log::pool(options.clone(), role, connections);
    let project = pool(DbRole::Project, 6);
    let pools = Pools {
        append: pool(DbRole::Append, 3),
        project: project.clone(),
        vault: pool(DbRole::Vault, 3),
    };
    let log = patiently(|| {
        let (file, pools) = (config.keys.root_file.clone(), pools.clone());
        async move {
            let root = RootKey::read(&file)?;
            let settings = event_log::Settings::of(name);
            let (clock, ids) = (Arc::new(SystemClock), Arc::new(TimeOrderedIds));
            EventLog::open(settings, pools, root, clock, ids).await
        }
    })
    .await
    .context("the log does not open")?;
    for schema in schemas {
        let made = format!("{}_v{}", schema.name, schema.version);
        let exists = sqlx::query_scalar::<_, bool>("SELECT to_regnamespace($1) IS NOT NULL")
            .bind(&made)
            .fetch_one(read)
            .await
            .context("the read models cannot be looked at")?;
        anyhow::ensure!(exists, "the read model {made} is missing: run migrate");
    }
    Ok((log, project))
}

/// Tries again while Postgres does not answer yet.
pub(crate) async fn patiently<T, F>(work: impl Fn() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        match work().await {
            Err(error) if starting(&error) && tokio::time::Instant::now() < until => {
                tracing::warn!(error = %telemetry::chain(&error), "not yet; trying again");
                tokio::time::sleep(AGAIN).await;
            }
            outcome => return outcome,
        }
    }
}

/// A Postgres that starts or goes down may also hang up in the middle of a greeting.
fn starting(error: &Fault) -> bool {
    let cut = |it: &sqlx::Error| matches!(it, sqlx::Error::Protocol(_) | sqlx::Error::Tls(_));
    passes(error) || matches!(error, Fault::Database(it) if cut(it))
}

/// Publishes until the work ends. A stream that is no copy of the log stops it for good, and readiness with it.
async fn relay(streams: Streams, log: EventLog, readiness: Readiness, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let work = AssertUnwindSafe(streams.relay(log.clone(), stop.clone())).catch_unwind();
        match work.await {
            Ok(Ok(())) => return,
            Ok(Err(divergence)) => {
                tracing::error!(error = %telemetry::chain(&divergence), "the relay stopped");
                readiness.set(|it| it.diverged = true);
                return;
            }
            Err(_) => {
                tracing::error!("the relay panicked; starting it again");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

//! One transaction: what is handled, and the checkpoint that says so.

use std::{collections::BTreeSet, panic::AssertUnwindSafe};

use event_log::{Envelope, Fault};
use fault_points::Place;
use futures::FutureExt;
use sqlx::{Acquire, PgConnection, PgPool, Postgres, pool::PoolConnection};
use tracing::Span;

use crate::{
    ProjectionError,
    batch::{Gap, Step},
    checkpoint::Key,
    handler::Handler,
    lease::Leases,
};

/// Why a step was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The handler said so.
    #[error("the events could not be handled")]
    Handler(#[from] ProjectionError),
    /// The handler panicked.
    #[error("the handler panicked")]
    Panic,
    /// The transaction failed.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The own log could not be read.
    #[error("the log could not be read")]
    Read(#[from] Fault),
    /// The source does not go on where the checkpoint stands.
    #[error("the source has a gap")]
    Gap(#[from] Gap),
}

/// Whether the checkpoint moved.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is committed.
    Moved,
    /// The lease is another's: everything was rolled back.
    Lost,
}

/// Handles the events of a step and moves the checkpoint under this fence, all or nothing.
pub(crate) async fn apply<H: Handler>(
    handler: &H,
    pool: &PgPool,
    leases: &Leases,
    key: Key,
    fence: i64,
    step: &Step,
) -> Result<Outcome, Failure> {
    let of = of(key, step);
    fault_points::pass(Place::BeforeSlice, of);
    if !step.events.is_empty() {
        caught(handler.before(&step.events)).await?;
        fault_points::pass(Place::AfterCommand, of);
    }
    let mut connection = pool.acquire().await?;
    let done = inside(handler, &mut connection, leases, key, fence, step).await;
    if matches!(done, Err(Failure::Panic)) {
        // Nobody knows what the handler left behind on it.
        connection.close_on_drop();
    }
    if matches!(done, Ok(Outcome::Moved)) {
        fault_points::pass(Place::AfterCommit, of);
    }
    done
}

async fn inside<H: Handler>(
    handler: &H,
    connection: &mut PoolConnection<Postgres>,
    leases: &Leases,
    key: Key,
    fence: i64,
    step: &Step,
) -> Result<Outcome, Failure> {
    let of = of(key, step);
    let mut tx = connection.begin().await?;
    prepare(&mut tx, leases, &handler.search_path(), key).await?;
    if !step.events.is_empty() {
        caught(handler.inside(&mut tx, &step.events)).await?;
        fault_points::pass(Place::AfterRows, of);
    }
    if !step.after.store(&mut tx, key, fence, leases.seconds()).await? {
        tx.rollback().await?;
        return Ok(Outcome::Lost);
    }
    fault_points::pass(Place::AfterCheckpoint, of);
    tx.commit().await?;
    Ok(Outcome::Moved)
}

/// Whose step it is, when it handles any event.
fn of(key: Key, step: &Step) -> Option<&'static str> {
    (!step.events.is_empty()).then_some(key.name)
}

/// Sets up the transaction. A process that is stopped in it loses the session before the lease is another's, or
/// it would block its successor. The sources of one read model take turns: what was promised is that any order
/// of slices gives the same rows, not that they can run side by side.
async fn prepare(
    tx: &mut PgConnection,
    leases: &Leases,
    search_path: &str,
    key: Key,
) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("sql/prepare.sql"))
        .bind(leases.idle_timeout())
        .bind(search_path)
        .bind(format!("{}:{}", key.name, key.version))
        .execute(tx)
        .await?;
    Ok(())
}

async fn caught(
    work: impl Future<Output = Result<(), ProjectionError>> + Send,
) -> Result<(), Failure> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(done) => Ok(done?),
        Err(_) => Err(Failure::Panic),
    }
}

/// The span of a step: a child of the first event's trace, linked to the others.
pub(crate) fn span(key: Key, events: &[Envelope]) -> Span {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Span::none() };
    let span = tracing::info_span!(
        "projection.apply",
        projection = key.name,
        version = key.version,
        source = key.source,
        first = first.position,
        last = last.position,
        events = events.len(),
    );
    let parents: BTreeSet<&str> =
        events.iter().filter_map(|it| it.traceparent.as_deref()).collect();
    if let Some(parent) = events.iter().find_map(|it| it.traceparent.as_deref()) {
        telemetry::set_parent(&span, parent);
    }
    for parent in parents {
        telemetry::add_link(&span, parent);
    }
    span
}

//! What a read model declares and does.

use std::future::Future;

use event_log::Envelope;
use sqlx::PgConnection;

/// Where events come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Whose log, as `citizens`. The service's own is read from its log, any other from NATS.
    pub service: &'static str,
}

/// Events of one source, in order; unwanted types are already left out.
pub struct Slice<'a> {
    /// Whose.
    pub source: &'a Source,
    /// At least one.
    pub events: &'a [Envelope],
}

/// Why a slice could not be applied. The runner backs off, tries again and stays there; it never skips.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// Postgres said no.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// An event cannot be read.
    #[error("an event cannot be read")]
    Malformed(#[from] proto::events::Malformed),
    /// A command of a reaction met a fault.
    #[error("the log failed")]
    Log(#[from] event_log::Fault),
    /// A command of a reaction found the log busy, or others changing the same streams.
    #[error("the command could not be carried out now")]
    Busy,
    /// Anything else, as a constant text without personal data.
    #[error("{0}")]
    Other(&'static str),
}

/// A read model.
///
/// Sources have no common order: any interleaving of them must give the same rows.
pub trait Projection: Send + Sync + 'static {
    /// Its name, also of its schema: `<NAME>_v<VERSION>`, and the schema of its views.
    const NAME: &'static str;
    /// Grows when the tables or the folding change.
    const VERSION: u32;

    /// Where its events come from.
    fn sources(&self) -> Vec<Source>;

    /// Full type names it wants; all others only move the checkpoint.
    fn wants(&self) -> Vec<String>;

    /// Applies a slice. The runner owns the transaction, whose search path is the projection's schema, and moves
    /// the checkpoint in it, so a slice is applied exactly once.
    fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send;
}

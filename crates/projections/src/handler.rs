//! What a subscription does with events: fold them into tables, or react to them with commands.

use std::{collections::HashSet, future::Future, sync::Arc};

use event_log::Envelope;
use kernel::{RequestId, Uuid};
use sqlx::PgConnection;

use crate::{Projection, ProjectionError, Reaction, Slice, Source, schema};

/// The two kinds of subscription, seen from the loop.
pub(crate) trait Handler: Send + Sync + 'static {
    /// Whether each event is a step of its own.
    const ONE_BY_ONE: bool;

    /// Full type names it wants.
    fn wants(&self) -> HashSet<String>;

    /// The search path of its transactions.
    fn search_path(&self) -> String;

    /// What happens before the transaction that moves the checkpoint; may happen again.
    fn before(
        &self,
        events: &[Envelope],
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send;

    /// What happens in that transaction.
    fn inside(
        &self,
        tx: &mut PgConnection,
        events: &[Envelope],
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send;
}

/// Folds one source into a read model.
pub(crate) struct Fold<P> {
    pub projection: Arc<P>,
    pub source: Source,
}

impl<P: Projection> Handler for Fold<P> {
    const ONE_BY_ONE: bool = false;

    fn wants(&self) -> HashSet<String> {
        self.projection.wants().into_iter().collect()
    }

    fn search_path(&self) -> String {
        schema::tables_of(P::NAME, P::VERSION)
    }

    async fn before(&self, _: &[Envelope]) -> Result<(), ProjectionError> {
        Ok(())
    }

    async fn inside(
        &self,
        tx: &mut PgConnection,
        events: &[Envelope],
    ) -> Result<(), ProjectionError> {
        self.projection.project(tx, Slice { source: &self.source, events }).await
    }
}

/// Answers events with commands.
pub(crate) struct React<R>(pub R);

impl<R: Reaction> Handler for React<R> {
    const ONE_BY_ONE: bool = true;

    fn wants(&self) -> HashSet<String> {
        self.0.wants().into_iter().collect()
    }

    fn search_path(&self) -> String {
        String::new()
    }

    async fn before(&self, events: &[Envelope]) -> Result<(), ProjectionError> {
        for event in events {
            // In a box: what a command does lies deep, and an optimized build lays out every layer around it.
            Box::pin(self.0.react(event, derived(event.event_id, R::NAME))).await?;
        }
        Ok(())
    }

    async fn inside(&self, _: &mut PgConnection, _: &[Envelope]) -> Result<(), ProjectionError> {
        Ok(())
    }
}

/// The id of the command a reaction answers an event with: the same every time.
fn derived(event: Uuid, reaction: &str) -> RequestId {
    RequestId::new(Uuid::new_v5(&event, reaction.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_id_depends_on_event_and_reaction_and_never_changes() {
        let event = Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001);
        assert_eq!(derived(event, "a").to_string(), "b7019504-899f-5993-9d3d-c119309e5a60");
        assert_ne!(derived(event, "a"), derived(event, "b"));
        assert_ne!(derived(event, "a"), derived(Uuid::from_u128(1), "a"));
    }
}

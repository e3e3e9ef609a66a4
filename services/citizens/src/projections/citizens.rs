//! Read model `citizens`: the coded facts of each citizen, with programmes, assessments, benefits and the versions of
//! the three streams. Nothing personal: that is opened in the vault.
//!
//! Read by `projections::read`. Follows the service's own log only, so each row is written in the order of its log.

mod batch;
mod write;

use ::projections::{Projection, ProjectionError, Slice, Source};
use prost::Name;
use proto::events::citizens::{Event, LegalFactsRefused, LegalFactsStated};
use sqlx::PgConnection;

use batch::Batch;

/// Its tables.
pub const TABLES: &str = include_str!("citizens/schema.sql");

/// The projection.
pub struct CitizensProjection;

impl Projection for CitizensProjection {
    const NAME: &'static str = "citizens";
    const VERSION: u32 = 1;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: crate::NAME }]
    }

    fn wants(&self) -> Vec<String> {
        // Answers to another service say nothing new of a citizen.
        let answers = [LegalFactsStated::full_name(), LegalFactsRefused::full_name()];
        Event::type_names().into_iter().filter(|it| !answers.contains(it)).collect()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        write::batch(tx, &Batch::read(slice.events)?).await
    }
}

//! Read model `employers`: companies with their sectors, workplaces with headcounts and counts of the places
//! that others hold, and the places that are held there.
//! All of it is shared in the cell; it names no person and nobody who asked.
//!
//! Read by `projections::read`. Follows the service's own log only, so each row is written in the order of its log.

mod batch;
mod write;

use ::projections::{Projection, ProjectionError, Slice, Source};
use proto::events::employers::Event;
use sqlx::PgConnection;

use batch::Batch;

/// Its tables.
pub const TABLES: &str = include_str!("employers/schema.sql");

/// The projection.
pub struct EmployersProjection;

impl Projection for EmployersProjection {
    const NAME: &'static str = "employers";
    const VERSION: u32 = 2;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: crate::NAME }]
    }

    fn wants(&self) -> Vec<String> {
        Event::type_names()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        write::batch(tx, &Batch::read(slice.events)?).await
    }
}

//! Read model `spells`: for each citizen the days of responsibility, programme, readiness, benefit and company-based
//! measures; IGUs with what became of them; where workplaces lie.
//!
//! Read by `figures`, which joins the streams when it is asked; nothing is looked up in another stream when it is
//! written, so the rows are the same whatever order the streams come in.

mod at;
mod citizens;
mod employers;
mod placements;
mod sources;

use ::projections::{Projection, ProjectionError, Slice, Source};
use proto::events;
use sqlx::PgConnection;

/// Its tables.
pub const TABLES: &str = include_str!("spells/schema.sql");

/// The projection.
pub struct Spells;

impl Projection for Spells {
    const NAME: &'static str = "spells";
    const VERSION: u32 = 2;

    fn sources(&self) -> Vec<Source> {
        ["citizens", "employers", "placements"].map(|service| Source { service }).to_vec()
    }

    /// All of them, also those that say nothing here: an answer tells how far each log was read.
    fn wants(&self) -> Vec<String> {
        [
            events::citizens::Event::type_names(),
            events::employers::Event::type_names(),
            events::placements::Event::type_names(),
        ]
        .concat()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        match slice.source.service {
            "citizens" => citizens::fold(tx, slice.events).await?,
            "employers" => employers::fold(tx, slice.events).await?,
            "placements" => placements::fold(tx, slice.events).await?,
            _ => return Err(ProjectionError::Other("events of a service that is not followed")),
        }
        if let Some(last) = slice.events.last() {
            sources::position(tx, slice.source.service, last).await?;
        }
        Ok(())
    }
}

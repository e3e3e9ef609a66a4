//! Read model `spells`: for each citizen the days of responsibility, programme, readiness and benefit.
//!
//! Read by `figures`, which joins the streams of a person when it is asked; nothing is looked up in
//! another stream when it is written, so the rows are the same whatever order the streams come in.

mod batch;
mod write;

use ::projections::{Projection, ProjectionError, Slice, Source};
use event_log::Envelope;
use proto::events::citizens::Event;
use sqlx::PgConnection;

use batch::Batch;

/// Its tables.
pub const TABLES: &str = include_str!("spells/schema.sql");

/// The projection.
pub struct Spells;

impl Projection for Spells {
    const NAME: &'static str = "spells";
    const VERSION: u32 = 1;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: "citizens" }]
    }

    fn wants(&self) -> Vec<String> {
        Event::type_names()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        let batch = Batch::read(slice.events)?;
        write::batch(tx, &batch).await?;
        if let Some(last) = slice.events.last() {
            write::position(tx, slice.source.service, last).await?;
        }
        Ok(())
    }
}

/// The Danish day on which an event was recorded.
fn recorded_on(event: &Envelope) -> kernel::Date {
    let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").expect("the zone is in the program");
    event.recorded_at.to_zoned_datetime(zone).date()
}

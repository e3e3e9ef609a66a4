//! What `employers` says: where workplaces lie.

use ::projections::ProjectionError;
use event_log::Envelope;
use proto::events::{Malformed, employers::Event};
use sqlx::PgConnection;

use super::at::At;

/// Workplaces that became known.
#[derive(Default)]
struct Workplaces {
    p_numbers: Vec<String>,
    located_in: Vec<String>,
}

/// Folds a slice.
pub(super) async fn fold(
    tx: &mut PgConnection,
    events: &[Envelope],
) -> Result<(), ProjectionError> {
    let workplaces = Workplaces::read(events)?;
    if workplaces.p_numbers.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("employers/workplaces.sql"))
        .bind(&workplaces.p_numbers)
        .bind(&workplaces.located_in)
        .execute(tx)
        .await?;
    Ok(())
}

impl Workplaces {
    /// A type that this version does not know is left out, as a type not wanted.
    fn read(events: &[Envelope]) -> Result<Self, Malformed> {
        let mut workplaces = Self::default();
        for envelope in events {
            if let Some(event) = Event::decode(&envelope.type_name, &envelope.payload)? {
                workplaces.add(&At(envelope), &event)?;
            }
        }
        Ok(workplaces)
    }

    fn add(&mut self, at: &At<'_>, event: &Event) -> Result<(), Malformed> {
        match event {
            Event::WorkplaceRegistered(it) => {
                self.p_numbers.push(at.p_number(&it.p_number)?);
                self.located_in.push(at.code_of_municipality(&it.located_in)?);
            }
            // Nothing that is counted here.
            Event::EmployerRegistered(_)
            | Event::EmployerSectorSet(_)
            | Event::HeadcountRecorded(_)
            | Event::PlacesElsewhereRecorded(_)
            | Event::PlaceReserved(_)
            | Event::PlaceRefused(_)
            | Event::PlaceReleased(_) => {}
        }
        Ok(())
    }
}

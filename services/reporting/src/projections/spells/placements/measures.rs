//! Days of company-based measures: internships and, by their kind, those that come later.

use kernel::Uuid;
use proto::{
    events::{Malformed, placements::PlacementStarted},
    values_v1::{CivilDate, MeasureKind},
};
use sqlx::PgConnection;

use super::super::at::At;

/// Measures that began and that ended.
#[derive(Default)]
pub(super) struct Measures {
    begun: Begun,
    ended: Ended,
}

#[derive(Default)]
struct Begun {
    placements: Vec<Uuid>,
    municipalities: Vec<String>,
    citizens: Vec<Uuid>,
    kinds: Vec<String>,
    first_days: Vec<String>,
    last_days: Vec<String>,
}

#[derive(Default)]
struct Ended {
    placements: Vec<Uuid>,
    versions: Vec<i64>,
    last_days: Vec<String>,
}

impl Measures {
    pub(super) fn started(
        &mut self,
        at: &At<'_>,
        event: &PlacementStarted,
    ) -> Result<(), Malformed> {
        let kind = MeasureKind::try_from(event.measure).ok();
        let begun = &mut self.begun;
        begun.placements.push(at.id(&event.placement_id)?);
        begun.municipalities.push(at.municipality());
        begun.citizens.push(at.id(&event.citizen_id)?);
        begun.kinds.push(at.code(kind, MeasureKind::as_str_name)?);
        begun.first_days.push(at.day(event.first_day.as_ref())?);
        begun.last_days.push(at.day(event.last_day.as_ref())?);
        Ok(())
    }

    pub(super) fn ended(
        &mut self,
        at: &At<'_>,
        placement: &str,
        last_day: Option<&CivilDate>,
    ) -> Result<(), Malformed> {
        self.ended.placements.push(at.id(placement)?);
        self.ended.versions.push(at.0.version);
        self.ended.last_days.push(at.day(last_day)?);
        Ok(())
    }

    /// Ends come after all beginnings of the slice: an end is never before the beginning in its stream.
    pub(super) async fn write(&self, tx: &mut PgConnection) -> Result<(), sqlx::Error> {
        let Self { begun, ended } = self;
        if !begun.placements.is_empty() {
            sqlx::query(include_str!("measures.sql"))
                .bind(&begun.placements)
                .bind(&begun.municipalities)
                .bind(&begun.citizens)
                .bind(&begun.kinds)
                .bind(&begun.first_days)
                .bind(&begun.last_days)
                .execute(&mut *tx)
                .await?;
        }
        if !ended.placements.is_empty() {
            sqlx::query(include_str!("measures_ends.sql"))
                .bind(&ended.placements)
                .bind(&ended.versions)
                .bind(&ended.last_days)
                .execute(tx)
                .await?;
        }
        Ok(())
    }
}

//! Sectors of employers as columns, and how they are written.

use ::projections::ProjectionError;
use event_log::Envelope;
use proto::{
    events::{Malformed, employers::Event},
    values,
};
use sqlx::PgConnection;

#[derive(Default)]
pub(super) struct Sectors {
    cvrs: Vec<String>,
    first_days: Vec<String>,
    codes: Vec<i16>,
    versions: Vec<i64>,
}

impl Sectors {
    /// Every other event of employers is left out, as a type not wanted.
    pub(super) fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
        let mut read = Self::default();
        for envelope in events {
            if let Some(Event::EmployerSectorSet(it)) =
                Event::decode(&envelope.type_name, &envelope.payload)?
            {
                let malformed = || Malformed::content(&envelope.type_name);
                let first_day = it.first_day.as_ref().and_then(values::read_date);
                read.first_days.push(first_day.ok_or_else(malformed)?.to_string());
                read.codes.push(i16::try_from(it.sector).map_err(|_| malformed())?);
                read.cvrs.push(it.cvr);
                read.versions.push(envelope.version);
            }
        }
        Ok(read)
    }

    pub(super) async fn write(&self, tx: &mut PgConnection) -> Result<(), ProjectionError> {
        sqlx::query(include_str!("sectors.sql"))
            .bind(&self.cvrs)
            .bind(&self.first_days)
            .bind(&self.codes)
            .bind(&self.versions)
            .execute(tx)
            .await?;
        Ok(())
    }
}

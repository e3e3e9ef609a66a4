//! IGUs: one row for each, with the days of what became of it.

use std::collections::BTreeMap;

use kernel::Uuid;
use proto::{
    events::{
        Malformed,
        placements::{IguPlanned, IguRegistered, IguStarted},
    },
    values_v1::CivilDate,
};
use sqlx::PgConnection;

use super::super::at::At;

/// What a slice says of each IGU; the last word counts.
#[derive(Default)]
pub(super) struct Igus(BTreeMap<Uuid, Said>);

/// Of one IGU; `None` where the slice says nothing.
#[derive(Default)]
struct Said {
    /// Of the first event.
    municipality: String,
    citizen: Option<Uuid>,
    cvr: Option<String>,
    p_number: Option<String>,
    registered_on: Option<String>,
    first_day: Option<String>,
    last_day: Option<String>,
    ending: Option<&'static str>,
}

impl Igus {
    pub(super) fn planned(&mut self, at: &At<'_>, event: &IguPlanned) -> Result<(), Malformed> {
        let said = self.of(at, &event.igu_id)?;
        said.citizen = Some(at.id(&event.citizen_id)?);
        said.cvr = Some(at.cvr(&event.cvr)?);
        said.p_number = Some(at.p_number(&event.p_number)?);
        Ok(())
    }

    /// Who and where is told once more.
    pub(super) fn registered(
        &mut self,
        at: &At<'_>,
        event: &IguRegistered,
    ) -> Result<(), Malformed> {
        let said = self.of(at, &event.igu_id)?;
        said.citizen = Some(at.id(&event.citizen_id)?);
        said.cvr = Some(at.cvr(&event.cvr)?);
        said.p_number = Some(at.p_number(&event.p_number)?);
        said.registered_on = Some(at.day(event.registered_on.as_ref())?);
        Ok(())
    }

    pub(super) fn started(&mut self, at: &At<'_>, event: &IguStarted) -> Result<(), Malformed> {
        let said = self.of(at, &event.igu_id)?;
        said.first_day = Some(at.day(event.first_day.as_ref())?);
        Ok(())
    }

    pub(super) fn ended(
        &mut self,
        at: &At<'_>,
        igu: &str,
        ending: &'static str,
        last_day: Option<&CivilDate>,
    ) -> Result<(), Malformed> {
        let said = self.of(at, igu)?;
        said.last_day = Some(at.day(last_day)?);
        said.ending = Some(ending);
        Ok(())
    }

    /// Cancelled or annulled: there is no last day.
    pub(super) fn came_to_nothing(
        &mut self,
        at: &At<'_>,
        igu: &str,
        ending: &'static str,
    ) -> Result<(), Malformed> {
        self.of(at, igu)?.ending = Some(ending);
        Ok(())
    }

    fn of(&mut self, at: &At<'_>, igu: &str) -> Result<&mut Said, Malformed> {
        let fresh = || Said { municipality: at.municipality(), ..Said::default() };
        Ok(self.0.entry(at.id(igu)?).or_insert_with(fresh))
    }

    pub(super) async fn write(&self, tx: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        sqlx::query(include_str!("igus.sql"))
            .bind(self.0.keys().copied().collect::<Vec<_>>())
            .bind(self.column(|it| Some(it.municipality.as_str())))
            .bind(self.column(|it| it.citizen))
            .bind(self.column(|it| it.cvr.as_deref()))
            .bind(self.column(|it| it.p_number.as_deref()))
            .bind(self.column(|it| it.registered_on.as_deref()))
            .bind(self.column(|it| it.first_day.as_deref()))
            .bind(self.column(|it| it.last_day.as_deref()))
            .bind(self.column(|it| it.ending))
            .execute(tx)
            .await?;
        Ok(())
    }

    fn column<'a, T>(&'a self, part: impl Fn(&'a Said) -> Option<T>) -> Vec<Option<T>> {
        self.0.values().map(part).collect()
    }
}

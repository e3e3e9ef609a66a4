//! What `citizens` says: responsibility, programme, readiness and benefit. A slice of its events as columns, one set
//! for each table, so that each table is written by one statement.

mod write;

use ::projections::ProjectionError;
use event_log::Envelope;
use kernel::Uuid;
use proto::{
    events::{Malformed, citizens::Event},
    values_v1::{BenefitKind, CivilDate, ProgrammeKind, ReadinessCategory},
};
use sqlx::PgConnection;

use super::{at::At, sources};

/// Folds a slice.
pub(super) async fn fold(
    tx: &mut PgConnection,
    events: &[Envelope],
) -> Result<(), ProjectionError> {
    let batch = Batch::read(events)?;
    write::batch(tx, &batch).await?;
    Ok(sources::covered(tx, &batch.municipalities).await?)
}

/// Persons that became known.
#[derive(Default)]
struct Persons {
    citizens: Vec<Uuid>,
    municipalities: Vec<String>,
    sexes: Vec<&'static str>,
    birth_months: Vec<String>,
}

/// Spells that began.
#[derive(Default)]
struct Begun {
    citizens: Vec<Uuid>,
    versions: Vec<i64>,
    municipalities: Vec<String>,
    /// What the spell is of: a municipality, a kind, a category.
    codes: Vec<String>,
    first_days: Vec<String>,
}

/// Spells that ended.
#[derive(Default)]
struct Ended {
    citizens: Vec<Uuid>,
    versions: Vec<i64>,
    last_days: Vec<String>,
}

/// All of a slice.
#[derive(Default)]
struct Batch {
    persons: Persons,
    responsibilities: Begun,
    programmes: Begun,
    programme_ends: Ended,
    assessments: Begun,
    benefits: Begun,
    benefit_ends: Ended,
    /// Every municipality that an event is of or names.
    municipalities: Vec<String>,
}

impl Batch {
    /// Reads the events of citizens. A type that this version does not know is left out, as a type not wanted.
    fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
        let mut batch = Self::default();
        for envelope in events {
            batch.municipalities.push(envelope.municipality.clone());
            if let Some(event) = Event::decode(&envelope.type_name, &envelope.payload)? {
                batch.add(&At(envelope), &event)?;
            }
        }
        Ok(batch)
    }

    fn add(&mut self, at: &At<'_>, event: &Event) -> Result<(), Malformed> {
        match event {
            Event::CitizenRegistered(it) => {
                let persons = &mut self.persons;
                persons.citizens.push(at.id(&it.citizen_id)?);
                persons.municipalities.push(at.municipality());
                persons.sexes.push(at.sex(it.sex)?);
                persons.birth_months.push(at.month(it.birth_month.as_ref())?);
            }
            Event::ResponsibilityTakenOver(it) => {
                self.municipalities.push(it.municipality.clone());
                let code = it.municipality.clone();
                self.responsibilities.push(at, &it.citizen_id, code, it.first_day.as_ref())?;
            }
            Event::ProgrammeStarted(it) => {
                let code =
                    at.code(ProgrammeKind::try_from(it.kind).ok(), ProgrammeKind::as_str_name)?;
                self.programmes.push(at, &it.citizen_id, code, it.first_day.as_ref())?;
            }
            Event::ProgrammeEnded(it) => {
                self.programme_ends.push(at, &it.citizen_id, it.last_day.as_ref())?;
            }
            Event::ReadinessAssessed(it) => {
                let category = ReadinessCategory::try_from(it.category).ok();
                let code = at.code(category, ReadinessCategory::as_str_name)?;
                self.assessments.push(at, &it.citizen_id, code, it.first_day.as_ref())?;
            }
            Event::BenefitStarted(it) => {
                let code =
                    at.code(BenefitKind::try_from(it.kind).ok(), BenefitKind::as_str_name)?;
                self.benefits.push(at, &it.citizen_id, code, it.first_day.as_ref())?;
            }
            Event::BenefitStopped(it) => {
                self.benefit_ends.push(at, &it.citizen_id, it.last_day.as_ref())?;
            }
            // Answers to other services; they say nothing that is counted.
            Event::LegalFactsStated(_) | Event::LegalFactsRefused(_) => {}
        }
        Ok(())
    }
}

impl Begun {
    fn push(
        &mut self,
        at: &At<'_>,
        citizen: &str,
        code: String,
        first_day: Option<&CivilDate>,
    ) -> Result<(), Malformed> {
        self.citizens.push(at.id(citizen)?);
        self.versions.push(at.0.version);
        self.municipalities.push(at.municipality());
        self.codes.push(code);
        self.first_days.push(at.day(first_day)?);
        Ok(())
    }
}

impl Ended {
    fn push(
        &mut self,
        at: &At<'_>,
        citizen: &str,
        last_day: Option<&CivilDate>,
    ) -> Result<(), Malformed> {
        self.citizens.push(at.id(citizen)?);
        self.versions.push(at.0.version);
        self.last_days.push(at.day(last_day)?);
        Ok(())
    }
}

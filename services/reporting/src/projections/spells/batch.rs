//! A slice of events as columns: one set for each table, so that each table is written by one statement.

use ::projections::ProjectionError;
use event_log::Envelope;
use kernel::Uuid;
use proto::{
    events::{Malformed, citizens::Event},
    values,
    values_v1::{BenefitKind, CivilDate, CivilMonth, ProgrammeKind, ReadinessCategory, Sex},
};

/// Persons that became known.
#[derive(Default)]
pub(super) struct Persons {
    pub(super) citizens: Vec<Uuid>,
    pub(super) municipalities: Vec<String>,
    pub(super) sexes: Vec<&'static str>,
    pub(super) birth_months: Vec<String>,
}

/// Spells that began.
#[derive(Default)]
pub(super) struct Begun {
    pub(super) citizens: Vec<Uuid>,
    pub(super) versions: Vec<i64>,
    pub(super) municipalities: Vec<String>,
    /// What the spell is of: a municipality, a kind, a category.
    pub(super) codes: Vec<String>,
    pub(super) first_days: Vec<String>,
}

/// Spells that ended.
#[derive(Default)]
pub(super) struct Ended {
    pub(super) citizens: Vec<Uuid>,
    pub(super) versions: Vec<i64>,
    pub(super) last_days: Vec<String>,
}

/// All of a slice.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) persons: Persons,
    pub(super) responsibilities: Begun,
    pub(super) programmes: Begun,
    pub(super) programme_ends: Ended,
    pub(super) assessments: Begun,
    pub(super) benefits: Begun,
    pub(super) benefit_ends: Ended,
    /// Every municipality that an event is of or names.
    pub(super) municipalities: Vec<String>,
}

impl Batch {
    /// Reads the events of citizens. A type that this version does not know is left out, as a type not wanted.
    pub(super) fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
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
                persons.municipalities.push(at.0.municipality.clone());
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
        self.municipalities.push(at.0.municipality.clone());
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

/// Reads the parts of one event; whatever is missing or no value of its kind makes the event unreadable.
struct At<'a>(&'a Envelope);

impl At<'_> {
    fn malformed(&self) -> Malformed {
        Malformed::content(&self.0.type_name)
    }

    fn id(&self, text: &str) -> Result<Uuid, Malformed> {
        Uuid::try_parse(text).map_err(|_| self.malformed())
    }

    fn day(&self, day: Option<&CivilDate>) -> Result<String, Malformed> {
        let day = day.and_then(values::read_date).ok_or_else(|| self.malformed())?;
        Ok(day.to_string())
    }

    fn month(&self, month: Option<&CivilMonth>) -> Result<String, Malformed> {
        let month = month.and_then(values::read_month).ok_or_else(|| self.malformed())?;
        Ok(month.first_day().to_string())
    }

    fn sex(&self, number: i32) -> Result<&'static str, Malformed> {
        match Sex::try_from(number) {
            Ok(Sex::Female) => Ok("female"),
            Ok(Sex::Male) => Ok("male"),
            Ok(Sex::Unspecified) | Err(_) => Err(self.malformed()),
        }
    }

    /// The name of an enum's value as the contract spells it; the zero value is none.
    fn code<E: Copy + Into<i32>>(
        &self,
        value: Option<E>,
        name: impl Fn(&E) -> &'static str,
    ) -> Result<String, Malformed> {
        let value = value.filter(|it| (*it).into() != 0).ok_or_else(|| self.malformed())?;
        Ok(name(&value).to_owned())
    }
}

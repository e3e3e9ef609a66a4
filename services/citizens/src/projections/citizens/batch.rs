//! A slice of events as columns, one set for each table, ready for UNNEST.

use ::projections::ProjectionError;
use event_log::Envelope;
use kernel::{Date, Uuid};
use proto::{
    events::{
        Malformed,
        citizens::{
            BenefitStarted, BenefitStopped, CitizenRegistered, Event, ProgrammeEnded,
            ProgrammeStarted, ReadinessAssessed, ResponsibilityTakenOver,
        },
    },
    values,
    values_v1::{CivilDate, CivilMonth},
};

#[derive(Default)]
pub(super) struct Batch {
    pub registered: Registered,
    pub taken_over: TakenOver,
    pub programmes: Started,
    pub programme_ends: Ended,
    pub assessments: Started,
    pub benefits: Started,
    pub benefit_ends: Ended,
    pub versions: Versions,
}

#[derive(Default)]
pub(super) struct Registered {
    pub citizens: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub positions: Vec<i64>,
    pub sexes: Vec<i16>,
    pub birth_months: Vec<String>,
    pub residence_bases: Vec<i16>,
    pub origin_groups: Vec<i16>,
    pub first_permit_months: Vec<Option<String>>,
}

#[derive(Default)]
pub(super) struct TakenOver {
    pub citizens: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub first_days: Vec<String>,
}

/// What begins on a day: a programme, an assessment, a benefit.
#[derive(Default)]
pub(super) struct Started {
    pub citizens: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub codes: Vec<i16>,
    pub first_days: Vec<String>,
}

/// Ends of what began; the reason is 0 where there is none.
#[derive(Default)]
pub(super) struct Ended {
    pub citizens: Vec<Uuid>,
    pub last_days: Vec<String>,
    pub reasons: Vec<i16>,
}

/// The version of the stream after each event.
#[derive(Default)]
pub(super) struct Versions {
    pub citizens: Vec<Uuid>,
    pub kinds: Vec<String>,
    pub numbers: Vec<i64>,
}

impl Batch {
    pub(super) fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
        let mut batch = Self::default();
        for envelope in events {
            let malformed = || Malformed::content(&envelope.type_name);
            let event = Event::decode(&envelope.type_name, &envelope.payload)?;
            let citizen = event.and_then(|it| batch.add(envelope, &it)).ok_or_else(malformed)?;
            batch.versions.citizens.push(citizen);
            batch.versions.kinds.push(envelope.kind.clone());
            batch.versions.numbers.push(envelope.version);
        }
        Ok(batch)
    }

    /// Whose event it was; `None` when it holds what no event of ours may.
    fn add(&mut self, envelope: &Envelope, event: &Event) -> Option<Uuid> {
        match event {
            Event::CitizenRegistered(it) => self.registered.add(envelope, it),
            Event::ResponsibilityTakenOver(it) => self.taken_over.add(it),
            Event::ProgrammeStarted(ProgrammeStarted { citizen_id, kind, first_day }) => {
                self.programmes.add(envelope, citizen_id, *kind, first_day.as_ref())
            }
            Event::ProgrammeEnded(ProgrammeEnded { citizen_id, last_day, reason }) => {
                self.programme_ends.add(citizen_id, last_day.as_ref(), *reason)
            }
            Event::ReadinessAssessed(ReadinessAssessed { citizen_id, category, first_day }) => {
                self.assessments.add(envelope, citizen_id, *category, first_day.as_ref())
            }
            Event::BenefitStarted(BenefitStarted { citizen_id, kind, first_day, .. }) => {
                self.benefits.add(envelope, citizen_id, *kind, first_day.as_ref())
            }
            Event::BenefitStopped(BenefitStopped { citizen_id, last_day }) => {
                self.benefit_ends.add(citizen_id, last_day.as_ref(), 0)
            }
            // Not wanted here: answers to another service, on streams of their own.
            Event::LegalFactsStated(_) | Event::LegalFactsRefused(_) => None,
        }
    }
}

impl Registered {
    fn add(&mut self, envelope: &Envelope, it: &CitizenRegistered) -> Option<Uuid> {
        let citizen = id(&it.citizen_id)?;
        let first_permit_month = match &it.first_permit_month {
            Some(it) => Some(month(*it)?),
            None => None,
        };
        self.birth_months.push(month(it.birth_month?)?);
        self.citizens.push(citizen);
        self.municipalities.push(envelope.municipality.clone());
        self.positions.push(envelope.position);
        self.sexes.push(code(it.sex)?);
        self.residence_bases.push(code(it.residence_basis)?);
        self.origin_groups.push(code(it.origin_group)?);
        self.first_permit_months.push(first_permit_month);
        Some(citizen)
    }
}

impl TakenOver {
    fn add(&mut self, it: &ResponsibilityTakenOver) -> Option<Uuid> {
        let citizen = id(&it.citizen_id)?;
        self.first_days.push(day(it.first_day.as_ref())?.to_string());
        self.citizens.push(citizen);
        self.municipalities.push(it.municipality.clone());
        Some(citizen)
    }
}

impl Started {
    fn add(
        &mut self,
        envelope: &Envelope,
        citizen_id: &str,
        value: i32,
        first_day: Option<&CivilDate>,
    ) -> Option<Uuid> {
        let citizen = id(citizen_id)?;
        self.first_days.push(day(first_day)?.to_string());
        self.citizens.push(citizen);
        self.municipalities.push(envelope.municipality.clone());
        self.codes.push(code(value)?);
        Some(citizen)
    }
}

impl Ended {
    fn add(&mut self, citizen_id: &str, last_day: Option<&CivilDate>, reason: i32) -> Option<Uuid> {
        let citizen = id(citizen_id)?;
        self.last_days.push(day(last_day)?.to_string());
        self.citizens.push(citizen);
        self.reasons.push(code(reason)?);
        Some(citizen)
    }
}

fn id(text: &str) -> Option<Uuid> {
    text.parse().ok()
}

fn day(message: Option<&CivilDate>) -> Option<Date> {
    message.and_then(values::read_date)
}

fn month(message: CivilMonth) -> Option<String> {
    values::read_month(&message).map(|it| it.first_day().to_string())
}

fn code(value: i32) -> Option<i16> {
    value.try_into().ok()
}

//! A slice of events as columns, one set for each table, ready for UNNEST.

use ::projections::ProjectionError;
use event_log::Envelope;
use kernel::Uuid;
use proto::{
    events::{
        Malformed,
        employers::{
            EmployerRegistered, EmployerSectorSet, Event, HeadcountRecorded, PlaceReleased,
            PlaceReserved, PlacesElsewhereRecorded, WorkplaceRegistered,
        },
    },
    values,
    values_v1::CivilDate,
};

#[derive(Default)]
pub(super) struct Batch {
    pub registered: Registered,
    pub sectors: Sectors,
    pub employer_versions: Versions<Uuid>,
    pub workplaces: Workplaces,
    pub headcounts: Headcounts,
    pub places_elsewhere: PlacesElsewhere,
    pub workplace_versions: Versions<String>,
    pub reserved: Reserved,
    pub released: Released,
}

#[derive(Default)]
pub(super) struct Registered {
    pub employers: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub cvrs: Vec<String>,
}

#[derive(Default)]
pub(super) struct Sectors {
    pub employers: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub codes: Vec<i16>,
    pub first_days: Vec<String>,
    pub sources: Vec<i16>,
}

#[derive(Default)]
pub(super) struct Workplaces {
    pub p_numbers: Vec<String>,
    pub municipalities: Vec<String>,
    pub cvrs: Vec<String>,
    pub located_in: Vec<String>,
}

#[derive(Default)]
pub(super) struct Headcounts {
    pub p_numbers: Vec<String>,
    pub municipalities: Vec<String>,
    pub as_of: Vec<String>,
    pub ordinary_employees: Vec<i64>,
    pub levels: Vec<i16>,
    pub methods: Vec<i16>,
    pub sources: Vec<i16>,
}

#[derive(Default)]
pub(super) struct PlacesElsewhere {
    pub p_numbers: Vec<String>,
    pub municipalities: Vec<String>,
    pub places: Vec<i64>,
    pub as_of: Vec<String>,
    pub sources: Vec<i16>,
}

#[derive(Default)]
pub(super) struct Reserved {
    pub questions: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub p_numbers: Vec<String>,
    pub measures: Vec<i16>,
    pub bases: Vec<i16>,
    pub occupancies: Vec<i16>,
    pub first_days: Vec<String>,
    pub last_days: Vec<String>,
}

/// No last day: it was not used at all.
#[derive(Default)]
pub(super) struct Released {
    pub questions: Vec<Uuid>,
    pub last_days: Vec<Option<String>>,
}

/// The version of a stream after each event.
pub(super) struct Versions<K> {
    pub keys: Vec<K>,
    pub numbers: Vec<i64>,
}

impl<K> Default for Versions<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), numbers: Vec::new() }
    }
}

impl<K> Versions<K> {
    fn add(&mut self, key: K, envelope: &Envelope) {
        self.keys.push(key);
        self.numbers.push(envelope.version);
    }
}

impl Batch {
    pub(super) fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
        let mut batch = Self::default();
        for envelope in events {
            let malformed = || Malformed::content(&envelope.type_name);
            let event = Event::decode(&envelope.type_name, &envelope.payload)?;
            event.and_then(|it| batch.add(envelope, it)).ok_or_else(malformed)?;
        }
        Ok(batch)
    }

    /// `None` when it holds what no event of ours may.
    fn add(&mut self, envelope: &Envelope, event: Event) -> Option<()> {
        match event {
            Event::EmployerRegistered(it) => {
                let employer = self.registered.add(envelope, it)?;
                self.employer_versions.add(employer, envelope);
            }
            Event::EmployerSectorSet(it) => {
                let employer = self.sectors.add(envelope, &it)?;
                self.employer_versions.add(employer, envelope);
            }
            Event::WorkplaceRegistered(it) => {
                self.workplace_versions.add(it.p_number.clone(), envelope);
                self.workplaces.add(envelope, it);
            }
            Event::HeadcountRecorded(it) => {
                self.workplace_versions.add(it.p_number.clone(), envelope);
                self.headcounts.add(envelope, it)?;
            }
            Event::PlacesElsewhereRecorded(it) => {
                self.workplace_versions.add(it.p_number.clone(), envelope);
                self.places_elsewhere.add(envelope, it)?;
            }
            Event::PlaceReserved(it) => self.reserved.add(envelope, it)?,
            Event::PlaceReleased(it) => self.released.add(&it)?,
            // Nothing is held.
            Event::PlaceRefused(_) => {}
        }
        Some(())
    }
}

impl Registered {
    fn add(&mut self, envelope: &Envelope, it: EmployerRegistered) -> Option<Uuid> {
        let employer = id(&it.employer_id)?;
        self.employers.push(employer);
        self.municipalities.push(envelope.municipality.clone());
        self.cvrs.push(it.cvr);
        Some(employer)
    }
}

impl Sectors {
    fn add(&mut self, envelope: &Envelope, it: &EmployerSectorSet) -> Option<Uuid> {
        let employer = id(&it.employer_id)?;
        self.employers.push(employer);
        self.municipalities.push(envelope.municipality.clone());
        self.codes.push(code(it.sector)?);
        self.first_days.push(day(it.first_day.as_ref())?);
        self.sources.push(code(it.source)?);
        Some(employer)
    }
}

impl Workplaces {
    fn add(&mut self, envelope: &Envelope, it: WorkplaceRegistered) {
        self.p_numbers.push(it.p_number);
        self.municipalities.push(envelope.municipality.clone());
        self.cvrs.push(it.cvr);
        self.located_in.push(it.located_in);
    }
}

impl Headcounts {
    fn add(&mut self, envelope: &Envelope, it: HeadcountRecorded) -> Option<()> {
        self.as_of.push(day(it.as_of.as_ref())?);
        self.levels.push(code(it.level)?);
        self.methods.push(code(it.method)?);
        self.sources.push(code(it.source)?);
        self.ordinary_employees.push(it.ordinary_employees);
        self.municipalities.push(envelope.municipality.clone());
        self.p_numbers.push(it.p_number);
        Some(())
    }
}

impl PlacesElsewhere {
    fn add(&mut self, envelope: &Envelope, it: PlacesElsewhereRecorded) -> Option<()> {
        self.as_of.push(day(it.as_of.as_ref())?);
        self.sources.push(code(it.source)?);
        self.places.push(it.places);
        self.municipalities.push(envelope.municipality.clone());
        self.p_numbers.push(it.p_number);
        Some(())
    }
}

impl Reserved {
    fn add(&mut self, envelope: &Envelope, it: PlaceReserved) -> Option<()> {
        self.questions.push(id(&it.question_id)?);
        self.measures.push(code(it.measure)?);
        self.bases.push(code(it.basis)?);
        self.occupancies.push(code(it.occupancy)?);
        self.first_days.push(day(it.first_day.as_ref())?);
        self.last_days.push(day(it.last_day.as_ref())?);
        self.municipalities.push(envelope.municipality.clone());
        self.p_numbers.push(it.p_number);
        Some(())
    }
}

impl Released {
    fn add(&mut self, it: &PlaceReleased) -> Option<()> {
        let last_day = match &it.last_day {
            Some(last_day) => Some(day(Some(last_day))?),
            None => None,
        };
        self.questions.push(id(&it.question_id)?);
        self.last_days.push(last_day);
        Some(())
    }
}

fn id(text: &str) -> Option<Uuid> {
    text.parse().ok()
}

fn day(message: Option<&CivilDate>) -> Option<String> {
    message.and_then(values::read_date).map(|it| it.to_string())
}

fn code(value: i32) -> Option<i16> {
    value.try_into().ok()
}

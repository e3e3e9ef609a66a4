//! Persons whose events of `citizens` are said one after the other.

use kernel::{Date, Month, Uuid};
use prost::{Message, Name};
use proto::{
    events::citizens::{
        BenefitStarted, BenefitStopped, CitizenRegistered, ProgrammeEnded, ProgrammeStarted,
        ReadinessAssessed, ResponsibilityTakenOver,
    },
    values,
    values_v1::{BenefitKind, ProgrammeEndReason, ProgrammeKind, ReadinessCategory, Sex},
};

use crate::facts::{Fact, day, id};

/// A person with what was said.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    pub municipality: String,
    facts: Vec<Fact>,
}

impl Person {
    /// Registered by a municipality.
    pub fn registered(number: u128, municipality: &str, sex: Sex) -> Self {
        Self::born(number, municipality, sex, Month::of(day("1980-02-01")))
    }

    /// The same, of another age.
    pub fn born(number: u128, municipality: &str, sex: Sex, month: Month) -> Self {
        let id = id(0, number);
        let mut person = Self { id, municipality: municipality.to_owned(), facts: Vec::new() };
        let event = CitizenRegistered {
            citizen_id: id.to_string(),
            sex: sex.into(),
            birth_month: Some(values::month(month)),
            ..CitizenRegistered::default()
        };
        person.say("citizen", &event);
        person
    }

    /// Taken over by the municipality that registered.
    pub fn taken_over(self, first_day: &str) -> Self {
        let municipality = self.municipality.clone();
        self.taken_over_by(&municipality, day(first_day))
    }

    /// Taken over by any; later events are of that one.
    pub fn taken_over_by(mut self, municipality: &str, first_day: Date) -> Self {
        municipality.clone_into(&mut self.municipality);
        let event = ResponsibilityTakenOver {
            citizen_id: self.id.to_string(),
            municipality: municipality.to_owned(),
            first_day: Some(values::date(first_day)),
        };
        self.say("citizen", &event);
        self
    }

    pub fn programme(mut self, first_day: &str, last_day: Option<&str>) -> Self {
        self.begin_programme(day(first_day));
        if let Some(last_day) = last_day {
            self.end_programme(day(last_day));
        }
        self
    }

    pub fn begin_programme(&mut self, first_day: Date) {
        let event = ProgrammeStarted {
            citizen_id: self.id.to_string(),
            kind: ProgrammeKind::Integration.into(),
            first_day: Some(values::date(first_day)),
        };
        self.say("programme", &event);
    }

    pub fn end_programme(&mut self, last_day: Date) {
        let event = ProgrammeEnded {
            citizen_id: self.id.to_string(),
            last_day: Some(values::date(last_day)),
            reason: ProgrammeEndReason::Expired.into(),
        };
        self.say("programme", &event);
    }

    pub fn assessed(mut self, category: ReadinessCategory, first_day: &str) -> Self {
        self.assess(category, day(first_day));
        self
    }

    pub fn assess(&mut self, category: ReadinessCategory, first_day: Date) {
        let event = ReadinessAssessed {
            citizen_id: self.id.to_string(),
            category: category.into(),
            first_day: Some(values::date(first_day)),
        };
        self.say("programme", &event);
    }

    pub fn benefit(mut self, kind: BenefitKind, first_day: &str, last_day: Option<&str>) -> Self {
        self.begin_benefit(kind, day(first_day));
        if let Some(last_day) = last_day {
            self.end_benefit(day(last_day));
        }
        self
    }

    pub fn begin_benefit(&mut self, kind: BenefitKind, first_day: Date) {
        let event = BenefitStarted {
            citizen_id: self.id.to_string(),
            kind: kind.into(),
            first_day: Some(values::date(first_day)),
            findings: Vec::new(),
        };
        self.say("benefit_course", &event);
    }

    pub fn end_benefit(&mut self, last_day: Date) {
        let event = BenefitStopped {
            citizen_id: self.id.to_string(),
            last_day: Some(values::date(last_day)),
        };
        self.say("benefit_course", &event);
    }

    fn say<M: Message + Name>(&mut self, kind: &'static str, event: &M) {
        let mut fact = Fact::of("citizens", kind, self.id, &self.municipality, event);
        if kind != "citizen" {
            fact.stream = kernel::stream_id(self.id, kind);
        }
        self.facts.push(fact);
    }

    pub fn facts(&self) -> Vec<Fact> {
        self.facts.clone()
    }
}

/// All facts of these persons, person by person.
pub fn of(persons: &[Person]) -> Vec<Fact> {
    persons.iter().flat_map(Person::facts).collect()
}

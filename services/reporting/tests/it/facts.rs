//! Events of citizens as a test says them.

use std::collections::HashMap;

use event_log::{Envelope, Origin, Trigger};
use kernel::{Date, Month, Timestamp, Uuid};
use prost::{Message, Name};
use proto::{
    events::citizens::{
        BenefitStarted, BenefitStopped, CitizenRegistered, Event, ProgrammeEnded, ProgrammeStarted,
        ReadinessAssessed, ResponsibilityTakenOver,
    },
    values,
    values_v1::{BenefitKind, ProgrammeEndReason, ProgrammeKind, ReadinessCategory, Sex},
};

/// One event before it has a place in a log.
#[derive(Clone, Debug)]
pub struct Fact {
    pub citizen: Uuid,
    pub kind: &'static str,
    pub municipality: String,
    pub event: Event,
}

/// A person whose events are said one after the other.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    municipality: String,
    facts: Vec<Fact>,
}

impl Person {
    /// Registered by a municipality.
    pub fn registered(number: u128, municipality: &str, sex: Sex) -> Self {
        let mut person = Self {
            id: Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0000 + number),
            municipality: municipality.to_owned(),
            facts: Vec::new(),
        };
        let event = CitizenRegistered {
            citizen_id: person.id.to_string(),
            sex: sex.into(),
            birth_month: Month::new(1980, 2).map(values::month),
            ..CitizenRegistered::default()
        };
        person.say("citizen", Event::CitizenRegistered(event));
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
        self.say("citizen", Event::ResponsibilityTakenOver(event));
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
        self.say("programme", Event::ProgrammeStarted(event));
    }

    pub fn end_programme(&mut self, last_day: Date) {
        let event = ProgrammeEnded {
            citizen_id: self.id.to_string(),
            last_day: Some(values::date(last_day)),
            reason: ProgrammeEndReason::Expired.into(),
        };
        self.say("programme", Event::ProgrammeEnded(event));
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
        self.say("programme", Event::ReadinessAssessed(event));
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
        self.say("benefit_course", Event::BenefitStarted(event));
    }

    pub fn end_benefit(&mut self, last_day: Date) {
        let event = BenefitStopped {
            citizen_id: self.id.to_string(),
            last_day: Some(values::date(last_day)),
        };
        self.say("benefit_course", Event::BenefitStopped(event));
    }

    fn say(&mut self, kind: &'static str, event: Event) {
        let municipality = self.municipality.clone();
        self.facts.push(Fact { citizen: self.id, kind, municipality, event });
    }

    pub fn facts(&self) -> Vec<Fact> {
        self.facts.clone()
    }
}

/// A day by its ISO form.
pub fn day(text: &str) -> Date {
    testkit::day(text)
}

/// All facts of these persons, person by person.
pub fn of(persons: &[Person]) -> Vec<Fact> {
    persons.iter().flat_map(Person::facts).collect()
}

/// Their stream.
pub fn stream(fact: &Fact) -> Uuid {
    if fact.kind == "citizen" { fact.citizen } else { kernel::stream_id(fact.citizen, fact.kind) }
}

/// The facts as they would lie in a log, in this order, one recorded each hour.
pub fn recorded(facts: &[Fact]) -> Vec<Envelope> {
    let start: Timestamp = "2026-11-01T12:00:00Z".parse().unwrap();
    let mut versions: HashMap<Uuid, i64> = HashMap::new();
    let envelope = |(index, fact): (usize, &Fact)| {
        let position = i64::try_from(index).unwrap() + 1;
        let stream_id = stream(fact);
        let version = versions.entry(stream_id).or_default();
        *version += 1;
        let (type_name, payload) = encoded(&fact.event);
        let id = Uuid::from_u128(u128::from(position.unsigned_abs()));
        Envelope {
            service: "citizens".to_owned(),
            epoch: 1,
            position,
            stream_id,
            version: *version,
            kind: fact.kind.to_owned(),
            event_id: id,
            type_name,
            payload: payload.into(),
            municipality: fact.municipality.clone(),
            recorded_at: Timestamp::from_second(start.as_second() + position * 3600).unwrap(),
            origin: Origin::Live,
            trigger: Trigger::Caller,
            request_id: id,
            correlation_id: id,
            causation_id: None,
            traceparent: None,
            chain: [0; 32],
        }
    };
    facts.iter().enumerate().map(envelope).collect()
}

/// Type name and bytes of an event.
pub fn encoded(event: &Event) -> (String, Vec<u8>) {
    fn of<M: Message + Name>(message: &M) -> (String, Vec<u8>) {
        (M::full_name(), message.encode_to_vec())
    }
    match event {
        Event::CitizenRegistered(it) => of(it),
        Event::ResponsibilityTakenOver(it) => of(it),
        Event::ProgrammeStarted(it) => of(it),
        Event::ProgrammeEnded(it) => of(it),
        Event::ReadinessAssessed(it) => of(it),
        Event::BenefitStarted(it) => of(it),
        Event::BenefitStopped(it) => of(it),
        Event::LegalFactsStated(it) => of(it),
        Event::LegalFactsRefused(it) => of(it),
    }
}

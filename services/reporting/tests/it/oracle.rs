//! The same figures, counted in plain Rust over the raw events, person by person and day by day: nothing of the
//! service is used.

mod igus;
mod measures;

use std::collections::HashMap;

use kernel::{Date, Month, Uuid};
use proto::{
    events::{citizens::Event, employers, placements},
    values,
    values_v1::{CivilDate, ReadinessCategory, Sex},
};

use crate::facts::Fact;

/// All that was said, by what it is about.
#[derive(Default)]
pub struct Oracle {
    persons: HashMap<Uuid, Vec<Event>>,
    cases: HashMap<Uuid, Vec<placements::Event>>,
    /// Where a workplace lies.
    workplaces: HashMap<String, String>,
}

/// Of I01 and I14.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub women: u64,
    pub men: u64,
    pub job_ready: u64,
    pub assessed: u64,
}

/// What holds for a person on a day.
#[derive(Default)]
struct Person<'a> {
    sex: Option<Sex>,
    born: Option<Month>,
    responsible: Option<&'a str>,
    in_programme: bool,
    on_benefit: bool,
    readiness: Option<ReadinessCategory>,
}

impl Oracle {
    pub fn of(facts: &[Fact]) -> Self {
        let mut all = Self::default();
        for fact in facts {
            match fact.service {
                "citizens" => {
                    let event = Event::decode(&fact.type_name, &fact.payload).unwrap().unwrap();
                    all.persons.entry(fact.about).or_default().push(event);
                }
                "placements" => {
                    let event = placements::Event::decode(&fact.type_name, &fact.payload);
                    all.cases.entry(fact.about).or_default().push(event.unwrap().unwrap());
                }
                _ => {
                    let event = employers::Event::decode(&fact.type_name, &fact.payload);
                    if let employers::Event::WorkplaceRegistered(it) = event.unwrap().unwrap() {
                        all.workplaces.insert(it.p_number, it.located_in);
                    }
                }
            }
        }
        all
    }

    /// I01 and I14 on one day; `municipality`: none for all.
    pub fn recipients(&self, day: Date, municipality: Option<&str>) -> Counted {
        let mut counted = Counted::default();
        for events in self.persons.values() {
            let person = on_day(events, day);
            let here = is_here(person.responsible, municipality);
            if !(here && person.in_programme && person.on_benefit) {
                continue;
            }
            match person.sex.unwrap() {
                Sex::Female => counted.women += 1,
                Sex::Male => counted.men += 1,
                Sex::Unspecified => panic!("every person of the population has a sex"),
            }
            counted.assessed += u64::from(person.readiness.is_some());
            counted.job_ready += u64::from(person.readiness == Some(ReadinessCategory::JobReady));
        }
        counted
    }

    /// Who is responsible for a person on a day.
    fn responsible(&self, person: Uuid, day: Date) -> Option<&str> {
        self.persons.get(&person).and_then(|events| on_day(events, day).responsible)
    }
}

fn is_here(municipality: Option<&str>, asked: Option<&str>) -> bool {
    municipality.is_some_and(|it| asked.is_none_or(|asked| asked == it))
}

/// What happened to one person up to a day: later events overwrite.
fn on_day(events: &[Event], day: Date) -> Person<'_> {
    let mut person = Person::default();
    for event in events {
        match event {
            Event::CitizenRegistered(it) => {
                person.sex = Some(it.sex());
                person.born = values::read_month(it.birth_month.as_ref().unwrap());
            }
            Event::ResponsibilityTakenOver(it) if on(it.first_day) <= day => {
                person.responsible = Some(&it.municipality);
            }
            Event::ProgrammeStarted(it) if on(it.first_day) <= day => person.in_programme = true,
            Event::ProgrammeEnded(it) if on(it.last_day) < day => person.in_programme = false,
            Event::ReadinessAssessed(it) if on(it.first_day) <= day => {
                person.readiness = Some(it.category());
            }
            Event::BenefitStarted(it) if on(it.first_day) <= day => person.on_benefit = true,
            Event::BenefitStopped(it) if on(it.last_day) < day => person.on_benefit = false,
            _ => {}
        }
    }
    person
}

fn on(day: Option<CivilDate>) -> Date {
    values::read_date(&day.unwrap()).unwrap()
}

//! The same figures, counted in plain Rust over the raw events, person by person and day by day: nothing of the
//! service is used.

use std::collections::HashMap;

use kernel::{Date, Uuid};
use proto::{
    events::citizens::Event,
    values,
    values_v1::{CivilDate, ReadinessCategory, Sex},
};

use crate::facts::Fact;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub women: u64,
    pub men: u64,
    pub job_ready: u64,
    pub assessed: u64,
}

/// Counts one day; `municipality`: none for all.
pub fn count(facts: &[Fact], day: Date, municipality: Option<&str>) -> Counted {
    let mut persons: HashMap<Uuid, Vec<&Event>> = HashMap::new();
    for fact in facts {
        persons.entry(fact.citizen).or_default().push(&fact.event);
    }
    let mut counted = Counted::default();
    for events in persons.values() {
        if let Some((sex, readiness)) = recipient(events, day, municipality) {
            match sex {
                Sex::Female => counted.women += 1,
                Sex::Male => counted.men += 1,
                Sex::Unspecified => panic!("every person of the population has a sex"),
            }
            counted.assessed += u64::from(readiness.is_some());
            counted.job_ready += u64::from(readiness == Some(ReadinessCategory::JobReady));
        }
    }
    counted
}

/// What happened to one person up to a day: later events overwrite.
fn recipient(
    events: &[&Event],
    day: Date,
    municipality: Option<&str>,
) -> Option<(Sex, Option<ReadinessCategory>)> {
    let mut sex = None;
    let mut responsible = None;
    let mut in_programme = false;
    let mut on_benefit = false;
    let mut readiness = None;
    for event in events {
        match event {
            Event::CitizenRegistered(it) => sex = Some(it.sex()),
            Event::ResponsibilityTakenOver(it) if on(it.first_day) <= day => {
                responsible = Some(it.municipality.as_str());
            }
            Event::ProgrammeStarted(it) if on(it.first_day) <= day => in_programme = true,
            Event::ProgrammeEnded(it) if on(it.last_day) < day => in_programme = false,
            Event::ReadinessAssessed(it) if on(it.first_day) <= day => {
                readiness = Some(it.category());
            }
            Event::BenefitStarted(it) if on(it.first_day) <= day => on_benefit = true,
            Event::BenefitStopped(it) if on(it.last_day) < day => on_benefit = false,
            _ => {}
        }
    }
    let counted_here = responsible.is_some_and(|it| municipality.is_none_or(|asked| asked == it));
    (counted_here && in_programme && on_benefit).then(|| (sex.unwrap(), readiness))
}

fn on(day: Option<CivilDate>) -> Date {
    values::read_date(&day.unwrap()).unwrap()
}

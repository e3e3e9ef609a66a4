//! I02: each day of the month, from the last to the first, of each person.

use std::collections::HashMap;

use kernel::{Date, Month, Uuid};
use proto::{events::placements::Event, values_v1::MeasureKind};

use super::{Oracle, on, on_day};

/// A recipient of a month.
pub struct Recipient {
    /// Where counted.
    pub municipality: String,
    pub in_measure: bool,
}

/// Days of one measure, both included.
struct Days {
    kind: MeasureKind,
    first: Date,
    last: Date,
}

impl Days {
    fn contain(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

impl Oracle {
    /// The recipients of the month of a day, in all municipalities.
    pub fn month(&self, day: Date) -> Vec<Recipient> {
        let measures = self.measures();
        let none = Vec::new();
        let persons = self.persons.iter().filter_map(|(id, events)| {
            let measures = measures.get(id).unwrap_or(&none);
            recipient(events, measures, day)
        });
        persons.collect()
    }

    fn measures(&self) -> HashMap<Uuid, Vec<Days>> {
        let mut measures: HashMap<Uuid, Vec<Days>> = HashMap::new();
        for events in self.cases.values() {
            let mut of = None;
            for event in events {
                match event {
                    Event::PlacementStarted(it) => {
                        let (first, last) = (on(it.first_day), on(it.last_day));
                        let days = Days { kind: it.measure(), first, last };
                        of = Some((it.citizen_id.parse().unwrap(), days));
                    }
                    Event::PlacementInterrupted(it) => {
                        of.as_mut().unwrap().1.last = on(it.last_day);
                    }
                    Event::PlacementCompleted(it) => {
                        of.as_mut().unwrap().1.last = on(it.last_day);
                    }
                    _ => {}
                }
            }
            if let Some((citizen, days)) = of {
                measures.entry(citizen).or_default().push(days);
            }
        }
        measures
    }
}

fn recipient(
    events: &[proto::events::citizens::Event],
    measures: &[Days],
    day: Date,
) -> Option<Recipient> {
    let month = Month::of(day);
    let born = on_day(events, day).born.unwrap();
    let years = month.year() - born.year() - i16::from(month.month() < born.month());
    if !(16..65).contains(&years) {
        return None;
    }
    let mut days: Vec<Date> =
        month.first_day().series(jiff::Span::new().days(1)).take(31).collect();
    days.retain(|it| Month::of(*it) == month);
    let subsidised =
        |day| measures.iter().any(|it| it.kind == MeasureKind::WageSubsidy && it.contain(day));
    let last = days.iter().rev().find_map(|day| {
        let person = on_day(events, *day);
        let counts = person.in_programme && (person.on_benefit || subsidised(*day));
        person.responsible.filter(|_| counts)
    })?;
    let counted = [MeasureKind::Internship, MeasureKind::WageSubsidy];
    let in_measure = days
        .iter()
        .any(|day| measures.iter().any(|it| counted.contains(&it.kind) && it.contain(*day)));
    Some(Recipient { municipality: last.to_owned(), in_measure })
}

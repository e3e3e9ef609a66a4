//! I04, I05 and I06: what became of each IGU by a day.

use std::collections::BTreeSet;

use kernel::{Date, Uuid};
use proto::events::placements::Event;

use super::{Oracle, is_here, on};

/// Of those registered by the day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Igus {
    pub stock: u64,
    pub cumulative: u64,
    pub companies: BTreeSet<String>,
    pub workplaces: BTreeSet<String>,
}

#[derive(Default)]
struct Igu {
    citizen: Option<Uuid>,
    cvr: String,
    p_number: String,
    registered: bool,
    first_day: Option<Date>,
    last_day: Option<Date>,
    annulled: bool,
}

impl Oracle {
    /// By the citizen's municipality and by the workplace's; `municipality`: none for all, also those of whom or of which no
    /// municipality is known.
    pub fn igus(&self, day: Date, municipality: Option<&str>) -> (Igus, Igus) {
        let (mut by_citizen, mut by_workplace) = (Igus::default(), Igus::default());
        for events in self.cases.values() {
            let igu = by(events, day);
            if !igu.registered || igu.annulled {
                continue;
            }
            let ended = igu.last_day.filter(|it| *it < day);
            let responsible = self.responsible(igu.citizen.unwrap(), ended.unwrap_or(day));
            if municipality.is_none() || is_here(responsible, municipality) {
                by_citizen.add(&igu, day);
            }
            let located_in = self.workplaces.get(&igu.p_number).map(String::as_str);
            if municipality.is_none() || is_here(located_in, municipality) {
                by_workplace.add(&igu, day);
            }
        }
        (by_citizen, by_workplace)
    }
}

impl Igus {
    fn add(&mut self, igu: &Igu, day: Date) {
        let begun = igu.first_day.is_some_and(|it| it <= day);
        let ended = igu.last_day.is_some_and(|it| it < day);
        self.stock += u64::from(begun && !ended);
        self.cumulative += 1;
        self.companies.insert(igu.cvr.clone());
        self.workplaces.insert(igu.p_number.clone());
    }
}

fn by(events: &[Event], day: Date) -> Igu {
    let mut igu = Igu::default();
    for event in events {
        match event {
            Event::IguRegistered(it) => {
                igu.registered = on(it.registered_on) <= day;
                igu.citizen = it.citizen_id.parse().ok();
                igu.cvr.clone_from(&it.cvr);
                igu.p_number.clone_from(&it.p_number);
            }
            Event::IguStarted(it) => igu.first_day = Some(on(it.first_day)),
            Event::IguStopped(it) => igu.last_day = Some(on(it.last_day)),
            Event::IguCompleted(it) => igu.last_day = Some(on(it.last_day)),
            Event::IguAnnulled(_) => igu.annulled = true,
            _ => {}
        }
    }
    igu
}

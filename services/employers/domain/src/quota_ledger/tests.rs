mod asks;
mod hours;
mod releases;

use std::collections::BTreeMap;

use kernel::{MunicipalityCode, Uuid};
use testkit::day;

use super::*;
use crate::values::{
    CompanyFactSource, Headcount, HeadcountLevel, HeadcountMethod, PlacesElsewhere,
};

fn p_number() -> PNumber {
    PNumber::parse("9999000001").unwrap()
}

fn cvr() -> CvrNumber {
    CvrNumber::parse("99990007").unwrap()
}

fn question(number: u128) -> QuestionId {
    QuestionId::new(Uuid::from_u128(number))
}

/// 12 ordinary employees as of 2018-03-01: two places. `None`: nobody has counted the others'.
fn workplace(elsewhere: Option<i64>) -> workplace::Facts {
    let headcount = Headcount {
        ordinary_employees: 12,
        level: HeadcountLevel::PNumber,
        method: HeadcountMethod::HeadsAverage,
        as_of: day("2018-03-01"),
        source: CompanyFactSource::Employer,
    };
    workplace::Facts {
        p_number: p_number(),
        cvr: cvr(),
        located_in: MunicipalityCode::parse("350").unwrap(),
        headcounts: BTreeMap::from([(headcount.as_of, headcount)]),
        elsewhere: elsewhere.map(|it| counted(it, "2018-03-01")).into_iter().collect(),
    }
}

/// Others hold so many places on a day.
fn counted(places: i64, as_of: &str) -> (Date, PlacesElsewhere) {
    let (as_of, source) = (day(as_of), CompanyFactSource::OtherSystem);
    (as_of, PlacesElsewhere { places, as_of, source })
}

fn ask(number: u128, first_day: &str, last_day: &str) -> Ask {
    Ask {
        question: question(number),
        cvr: cvr(),
        p_number: p_number(),
        measure: MeasureKind::Internship,
        basis: PlaceBasis::Lab,
        first_day: day(first_day),
        last_day: day(last_day),
        weekly_hours: None,
    }
}

fn part_time(ask: Ask, weekly_hours: u8) -> Ask {
    Ask { weekly_hours: Some(weekly_hours), ..ask }
}

fn in_programme(ask: Ask) -> Ask {
    Ask { basis: PlaceBasis::Integration, ..ask }
}

/// A ledger that answers one ask after the other.
#[derive(Default)]
struct Ledger(QuotaLedger);

impl Ledger {
    /// The one event that answers.
    fn asked(&mut self, ask: Ask, workplace: &workplace::Facts) -> Event {
        let events = self.told(Command::Ask { ask, workplace: Some(workplace.clone()) });
        let [event] = events.as_slice() else { panic!("one answer: {events:?}") };
        event.clone()
    }

    fn told(&mut self, command: Command) -> Vec<Event> {
        let Ok(decision) = self.0.decide(command);
        self.0 = decision.events.iter().fold(self.0.clone(), QuotaLedger::evolve);
        decision.events
    }

    fn given_back(&mut self, number: u128, last_day: Option<&str>) -> Vec<Event> {
        let (question, last_day) = (question(number), last_day.map(day));
        self.told(Command::GiveBack { question, p_number: p_number(), last_day })
    }

    fn held_on(&self, on: &str) -> i64 {
        self.held_in(on, on)
    }

    fn held_in(&self, first_day: &str, last_day: &str) -> i64 {
        let period = Period::of(day(first_day), day(last_day)).unwrap();
        self.0.places(period, &workplace(None)).supported_here
    }
}

/// Occupancy, places with this one, and the verdicts; of a refusal the reason.
fn told(event: &Event) -> (Result<PlaceOccupancy, PlaceRefusal>, i64, Vec<(&str, Verdict)>) {
    let (answer, proof, findings) = match event {
        Event::Reserved { occupancy, proof, findings, .. } => (Ok(*occupancy), proof, findings),
        Event::Refused { reason, proof, findings, .. } => (Err(*reason), proof, findings),
        Event::Released { .. } => panic!("no answer: {event:?}"),
    };
    let verdicts = findings.iter().map(|it| (it.rule.id, it.verdict)).collect();
    (answer, proof.supported_with_this(), verdicts)
}

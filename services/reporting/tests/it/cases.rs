//! Placements, IGUs and workplaces whose events are said one after the other.

use kernel::{CvrNumber, Date, Uuid};
use prost::{Message, Name};
use proto::{
    events::{
        employers::{EmployerRegistered, WorkplaceRegistered},
        placements::{
            IguAgreementConcluded, IguAnnulled, IguCancelled, IguCompleted, IguPlanned,
            IguRegistered, IguStarted, IguStopped, PlacementCompleted, PlacementDrafted,
            PlacementGranted, PlacementInterrupted, PlacementStarted,
        },
    },
    values,
    values_v1::{IguChannel, MeasureKind},
};

use crate::facts::{Fact, id};

/// Something of `placements` with what was said.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: Uuid,
    kind: &'static str,
    municipality: String,
    facts: Vec<Fact>,
}

impl Case {
    fn new(kind: &'static str, id: Uuid, municipality: &str) -> Self {
        Self { id, kind, municipality: municipality.to_owned(), facts: Vec::new() }
    }

    fn said<M: Message + Name>(mut self, event: &M) -> Self {
        self.facts.push(Fact::of("placements", self.kind, self.id, &self.municipality, event));
        self
    }

    pub fn facts(&self) -> Vec<Fact> {
        self.facts.clone()
    }
}

/// A measure that was granted and began.
pub fn measure(
    number: u128,
    municipality: &str,
    kind: MeasureKind,
    citizen: Uuid,
    agreed: (Date, Date),
) -> Case {
    let id = id(1, number);
    let placement_id = id.to_string();
    Case::new("placement", id, municipality)
        .said(&PlacementDrafted { placement_id: placement_id.clone(), ..Default::default() })
        .said(&PlacementGranted { placement_id: placement_id.clone(), ..Default::default() })
        .said(&PlacementStarted {
            placement_id,
            citizen_id: citizen.to_string(),
            measure: kind.into(),
            first_day: Some(values::date(agreed.0)),
            last_day: Some(values::date(agreed.1)),
        })
}

impl Case {
    pub fn interrupted(self, last_day: Date) -> Self {
        let placement_id = self.id.to_string();
        self.said(&PlacementInterrupted { placement_id, last_day: Some(values::date(last_day)) })
    }

    pub fn completed(self, last_day: Date) -> Self {
        let placement_id = self.id.to_string();
        self.said(&PlacementCompleted { placement_id, last_day: Some(values::date(last_day)) })
    }
}

/// Who has an IGU and where.
#[derive(Clone, Debug)]
pub struct Parties {
    pub citizen: Uuid,
    pub cvr: String,
    pub p_number: String,
}

/// An IGU that was planned and agreed on.
pub fn igu(number: u128, municipality: &str, of: &Parties, planned: (Date, Date)) -> Case {
    let id = id(2, number);
    let igu_id = id.to_string();
    Case::new("igu", id, municipality)
        .said(&IguPlanned {
            igu_id: igu_id.clone(),
            citizen_id: of.citizen.to_string(),
            cvr: of.cvr.clone(),
            p_number: of.p_number.clone(),
            first_day: Some(values::date(planned.0)),
            last_day: Some(values::date(planned.1)),
            ..Default::default()
        })
        .said(&IguAgreementConcluded { igu_id, ..Default::default() })
}

impl Case {
    pub fn registered(self, of: &Parties, on: Date) -> Self {
        let event = IguRegistered {
            igu_id: self.id.to_string(),
            channel: IguChannel::Vitas.into(),
            registered_on: Some(values::date(on)),
            findings: Vec::new(),
            citizen_id: of.citizen.to_string(),
            cvr: of.cvr.clone(),
            p_number: of.p_number.clone(),
        };
        self.said(&event)
    }

    pub fn begun(self, first_day: Date) -> Self {
        let igu_id = self.id.to_string();
        self.said(&IguStarted { igu_id, first_day: Some(values::date(first_day)) })
    }

    pub fn igu_stopped(self, last_day: Date) -> Self {
        let igu_id = self.id.to_string();
        self.said(&IguStopped { igu_id, last_day: Some(values::date(last_day)) })
    }

    pub fn igu_completed(self, last_day: Date) -> Self {
        let igu_id = self.id.to_string();
        self.said(&IguCompleted { igu_id, last_day: Some(values::date(last_day)) })
    }

    pub fn cancelled(self) -> Self {
        let igu_id = self.id.to_string();
        self.said(&IguCancelled { igu_id })
    }

    pub fn annulled(self) -> Self {
        let igu_id = self.id.to_string();
        self.said(&IguAnnulled { igu_id })
    }
}

/// A company and one workplace of it.
pub fn workplace(number: u128, cvr: &str, p_number: &str, located_in: &str) -> Vec<Fact> {
    let (company, place) = (id(3, number), id(4, number));
    let known = EmployerRegistered { employer_id: company.to_string(), cvr: cvr.to_owned() };
    let registered = WorkplaceRegistered {
        p_number: p_number.to_owned(),
        cvr: cvr.to_owned(),
        located_in: located_in.to_owned(),
    };
    vec![
        Fact::of("employers", "employer", company, "000", &known),
        Fact::of("employers", "workplace", place, "000", &registered),
    ]
}

/// A company's number with a right check digit, another for each number, from a range of which none is known to be given
/// out.
pub fn cvr(number: usize) -> String {
    let right = (99_990_000..=99_999_999).map(|it: u32| it.to_string());
    right.filter(|it| CvrNumber::parse(it).is_ok()).nth(number).unwrap()
}

/// A workplace's number, another for each number, from such a range too.
pub fn p_number(number: usize) -> String {
    (9_999_000_001 + number).to_string()
}

#[test]
fn companies_and_workplaces_have_numbers_that_are_made_up() {
    let numbers: Vec<_> = (0..200).map(|it| (cvr(it), p_number(it))).collect();
    assert!(
        numbers.iter().all(|(cvr, place)| cvr.starts_with("9999") && place.starts_with("9999"))
    );
    let mut different = numbers.clone();
    different.dedup_by(|one, other| one.0 == other.0 || one.1 == other.1);
    assert_eq!(different, numbers);
}

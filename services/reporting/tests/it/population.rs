//! A population made from a seed, with placements, IGUs and employers, and random orders of what is said of it.

use std::collections::HashMap;

use kernel::{Date, Month, Uuid, date};
use proto::values_v1::{BenefitKind, MeasureKind, ReadinessCategory, Sex};

use crate::{
    cases::{self, Case, Parties},
    facts::Fact,
    persons::Person,
};

pub const MUNICIPALITIES: [&str; 4] = ["190", "350", "621", "849"];
/// Where workplaces lie: also where no citizen of the population lives.
const PLACES: [&str; 5] = ["190", "350", "621", "849", "751"];
const KINDS: [BenefitKind; 3] =
    [BenefitKind::CashBenefit, BenefitKind::IntegrationBenefit, BenefitKind::EducationBenefit];
const CATEGORIES: [ReadinessCategory; 3] = [
    ReadinessCategory::JobReady,
    ReadinessCategory::ActivityReady,
    ReadinessCategory::EducationReady,
];
const MEASURES: [MeasureKind; 4] = [
    MeasureKind::Internship,
    MeasureKind::Internship,
    MeasureKind::WageSubsidy,
    MeasureKind::UtilityJob,
];
const COMPANIES: usize = 40;
const WORKPLACES: usize = 90;

/// Numbers that look random and are the same for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `most`, not included.
    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(most).unwrap()).unwrap()
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn days_after(&mut self, day: Date, most: usize) -> Date {
        later(day, self.below(most))
    }
}

pub fn later(day: Date, days: usize) -> Date {
    (0..days).fold(day, |day, _| day.tomorrow().unwrap())
}

/// Everything that is said of so many persons: by `citizens`, by `placements`, by `employers`.
pub fn facts(seed: u64, how_many: u128) -> Vec<Fact> {
    let mut dice = Dice(seed);
    let places: Vec<Place> = (0..WORKPLACES).map(|number| place(&mut dice, number)).collect();
    // The last ones are never registered: where they lie is not known.
    let known = places.iter().zip(1..).take(WORKPLACES - 5);
    let mut facts: Vec<Fact> = known.flat_map(|(place, number)| place.facts(number)).collect();
    for number in 1..=how_many {
        let start = dice.days_after(date(2016, 1, 1), 500);
        let person = person(&mut dice, number, start);
        facts.extend(person.facts());
        facts.extend(measures(&mut dice, &person, number, start));
        if dice.chance(25) {
            facts.extend(igu(&mut dice, &person, &places, number, start).facts());
        }
    }
    facts
}

struct Place {
    cvr: String,
    p_number: String,
    located_in: &'static str,
}

impl Place {
    fn facts(&self, number: u128) -> Vec<Fact> {
        cases::workplace(number, &self.cvr, &self.p_number, self.located_in)
    }
}

fn place(dice: &mut Dice, number: usize) -> Place {
    let cvr = cases::cvr(dice.below(COMPANIES));
    Place { cvr, p_number: cases::p_number(number), located_in: dice.one(&PLACES) }
}

fn person(dice: &mut Dice, number: u128, start: Date) -> Person {
    let home = dice.one(&MUNICIPALITIES);
    let sex = dice.one(&[Sex::Female, Sex::Male]);
    let born = later(date(1949, 1, 1), dice.below(55 * 365));
    let mut person = Person::born(number, home, sex, Month::of(born));
    if dice.chance(95) {
        person = person.taken_over_by(home, start);
    }
    programmes(dice, &mut person, start);
    benefits(dice, &mut person, start);
    if dice.chance(30) {
        let moved = dice.days_after(start, 600);
        person = person.taken_over_by(dice.one(&MUNICIPALITIES), moved);
    }
    person
}

fn programmes(dice: &mut Dice, person: &mut Person, start: Date) {
    let mut day = start;
    for _ in 0..=dice.below(2) {
        day = dice.days_after(day, 40);
        person.begin_programme(day);
        for _ in 0..dice.below(4) {
            day = dice.days_after(day, 90);
            person.assess(dice.one(&CATEGORIES), day);
            day = later(day, 1);
        }
        if dice.chance(30) {
            return;
        }
        day = dice.days_after(day, 500);
        person.end_programme(day);
        day = later(day, 1);
    }
}

fn benefits(dice: &mut Dice, person: &mut Person, start: Date) {
    let mut day = start;
    for _ in 0..=dice.below(4) {
        // Often without a day between: another kind, the same run.
        day = if dice.chance(50) { day } else { dice.days_after(day, 30) };
        person.begin_benefit(dice.one(&KINDS), day);
        if dice.chance(25) {
            return;
        }
        day = dice.days_after(day, 300);
        person.end_benefit(day);
        day = later(day, 1);
    }
}

fn measures(dice: &mut Dice, person: &Person, number: u128, start: Date) -> Vec<Fact> {
    let mut facts = Vec::new();
    for nth in 0..u128::try_from(dice.below(4)).unwrap() {
        let first_day = dice.days_after(start, 500);
        let length = dice.below(120);
        let last_day = later(first_day, length);
        let (kind, number) = (dice.one(&MEASURES), number * 10 + nth);
        let (citizen, agreed) = (person.id, (first_day, last_day));
        let mut case = cases::measure(number, &person.municipality, kind, citizen, agreed);
        if dice.chance(40) {
            case = case.interrupted(later(first_day, dice.below(length + 1)));
        } else if dice.chance(50) {
            case = case.completed(last_day);
        }
        facts.extend(case.facts());
    }
    facts
}

fn igu(dice: &mut Dice, person: &Person, places: &[Place], number: u128, start: Date) -> Case {
    let place = &places[dice.below(places.len())];
    let (cvr, p_number) = (place.cvr.clone(), place.p_number.clone());
    let parties = Parties { citizen: person.id, cvr, p_number };
    let first_day = dice.days_after(start, 400);
    let mut case =
        cases::igu(number, &person.municipality, &parties, (first_day, later(first_day, 729)));
    // Registering and starting come in either order.
    let registered_on = dice.days_after(start, 430);
    if dice.chance(50) {
        case = registered(dice, case, &parties, registered_on);
        case = begun(dice, case, first_day);
    } else {
        case = begun(dice, case, first_day);
        case = registered(dice, case, &parties, registered_on);
    }
    if dice.chance(8) { case.annulled() } else { case }
}

fn registered(dice: &mut Dice, case: Case, parties: &Parties, on: Date) -> Case {
    if dice.chance(85) { case.registered(parties, on) } else { case }
}

fn begun(dice: &mut Dice, case: Case, first_day: Date) -> Case {
    match dice.below(10) {
        0 => case,
        1 => case.cancelled(),
        2..=5 => case.begun(first_day),
        6..=8 => case.begun(first_day).igu_stopped(dice.days_after(first_day, 300)),
        _ => case.begun(first_day).igu_completed(later(first_day, 729)),
    }
}

/// The same facts in another order that keeps only the order inside each stream.
pub fn shuffled(dice: &mut Dice, facts: &[Fact]) -> Vec<Fact> {
    let mut by_stream: HashMap<Uuid, Vec<Fact>> = HashMap::new();
    let mut turns = Vec::new();
    for fact in facts {
        by_stream.entry(fact.stream).or_default().push(fact.clone());
        turns.push(fact.stream);
    }
    let mut streams: HashMap<_, _> =
        by_stream.into_iter().map(|(stream, facts)| (stream, facts.into_iter())).collect();
    for last in (1..turns.len()).rev() {
        turns.swap(last, dice.below(last + 1));
    }
    turns.iter().map(|stream| streams.get_mut(stream).unwrap().next().unwrap()).collect()
}

//! A population made from a seed, and random orders of its events.

use std::collections::HashMap;

use kernel::{Date, Uuid, date};
use proto::values_v1::{BenefitKind, ReadinessCategory, Sex};

use crate::facts::{self, Fact, Person};

pub const MUNICIPALITIES: [&str; 4] = ["190", "350", "621", "849"];
const KINDS: [BenefitKind; 3] =
    [BenefitKind::CashBenefit, BenefitKind::IntegrationBenefit, BenefitKind::EducationBenefit];
const CATEGORIES: [ReadinessCategory; 3] = [
    ReadinessCategory::JobReady,
    ReadinessCategory::ActivityReady,
    ReadinessCategory::EducationReady,
];

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

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
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

/// A few hundred persons with everything that can happen to them.
pub fn persons(seed: u64, how_many: u128) -> Vec<Person> {
    let mut dice = Dice(seed);
    (1..=how_many).map(|number| person(&mut dice, number)).collect()
}

fn person(dice: &mut Dice, number: u128) -> Person {
    let start = dice.days_after(date(2016, 1, 1), 500);
    let home = dice.one(&MUNICIPALITIES);
    let sex = dice.one(&[Sex::Female, Sex::Male]);
    let mut person = Person::registered(number, home, sex);
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

/// The same facts in another order that keeps only the order inside each stream.
pub fn shuffled(dice: &mut Dice, facts: &[Fact]) -> Vec<Fact> {
    let mut streams: HashMap<Uuid, std::vec::IntoIter<Fact>> = HashMap::new();
    let mut by_stream: HashMap<Uuid, Vec<Fact>> = HashMap::new();
    let mut turns = Vec::new();
    for fact in facts {
        by_stream.entry(facts::stream(fact)).or_default().push(fact.clone());
        turns.push(facts::stream(fact));
    }
    for (stream, facts) in by_stream {
        streams.insert(stream, facts.into_iter());
    }
    for last in (1..turns.len()).rev() {
        turns.swap(last, dice.below(last + 1));
    }
    turns.iter().map(|stream| streams.get_mut(stream).unwrap().next().unwrap()).collect()
}

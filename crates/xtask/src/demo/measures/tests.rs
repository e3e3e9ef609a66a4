use std::collections::BTreeSet;

use kernel::date;

use super::*;
use crate::demo::{
    people::{Person, Step, expand},
    scenario::Line,
};

const FIRST_LINE: &str = include_str!("../../../../../scenarios/first-line.toml");
const WHOLE_PATH: &str = include_str!("../../../../../scenarios/whole-path.toml");
const CONTAINERS: &str = include_str!("../../../../../scenarios/containers.toml");

struct World {
    scenario: Scenario,
    people: Vec<Person>,
    measures: Measures,
}

fn world(texts: &[&str]) -> World {
    let scenario = Scenario::parse(texts).unwrap();
    let (people, measures) = (expand(&scenario).unwrap(), Measures::of(&scenario).unwrap());
    World { scenario, people, measures }
}

/// First and last day of the month of a day.
fn month(day: Date) -> (Date, Date) {
    (day.first_of_month(), day.last_of_month())
}

fn age(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

type Spells = Vec<(Date, Date)>;

/// Spells from the steps of a person: programme, and benefit.
fn spells(person: &Person) -> (Spells, Spells) {
    let (mut programme, mut benefit) = (Vec::new(), Vec::new());
    for step in &person.steps {
        match *step {
            Step::Programme(_, first) => programme.push((first, Date::MAX)),
            Step::Benefit(_, first) => benefit.push((first, Date::MAX)),
            Step::ProgrammeEnded(_, last) => programme.last_mut().unwrap().1 = last,
            Step::BenefitStopped(last) => benefit.last_mut().unwrap().1 = last,
            Step::TakenOver(_) | Step::Assessed(..) => {}
        }
    }
    (programme, benefit)
}

impl World {
    /// I02 in the plainest way: numerator and denominator.
    fn in_company_measure(&self, municipality: Option<&String>, day: Date) -> (usize, usize) {
        let (first, last) = month(day);
        let touches = |it: &(Date, Date)| it.0 <= last && it.1 >= first;
        let interns: BTreeSet<_> = self
            .measures
            .internships
            .iter()
            .filter(|it| touches(&(it.first_day, it.last_day)))
            .map(|it| it.who.person.clone())
            .collect();
        let counted: Vec<_> = self
            .people
            .iter()
            .filter(|it| municipality.is_none_or(|code| *code == it.municipality))
            .filter(|it| (16..65).contains(&age(it.born, last)))
            .filter(|it| {
                let (programme, benefit) = spells(it);
                programme.iter().any(touches) && benefit.iter().any(touches)
            })
            .collect();
        let part = counted.iter().filter(|it| interns.contains(&(it.group.clone(), it.number)));
        (part.count(), counted.len())
    }

    fn igus(&self, line: &Line) -> Vec<&Igu> {
        let day = line.day.0;
        let by_workplace = line.variant.ends_with("_by_workplace");
        let of = |it: &&Igu| {
            let code = if by_workplace { &it.who.located_in } else { &it.who.municipality };
            line.municipality.as_ref().is_none_or(|it| it == code)
        };
        let stock = line.variant.starts_with("stock");
        let stands = |it: &&Igu| {
            let ended = it.stopped.map(|it| it.last_day.0).or(it.completed);
            it.registered <= day
                && (!stock || (it.first_day <= day && ended.is_none_or(|it| it >= day)))
        };
        self.measures.igus.iter().filter(of).filter(stands).collect()
    }

    fn counted(&self, line: &Line) -> String {
        let igus = self.igus(line);
        let companies: BTreeSet<_> = igus.iter().map(|it| &it.who.cvr).collect();
        match line.indicator.as_str() {
            "I02" => self.share(line),
            "I04" => igus.len().to_string(),
            "I05" => companies.len().to_string(),
            "I06" => {
                let (count, companies) = (igus.len(), companies.len());
                let hundredths = (200 * count + companies) / (2 * companies);
                let (whole, rest) = (hundredths / 100, hundredths % 100);
                format!("{count} for {companies} = {whole}.{rest:02}")
            }
            other => panic!("{other}"),
        }
    }

    fn share(&self, line: &Line) -> String {
        let told = |(part, whole): (usize, usize)| {
            let tenths = (2000 * part + whole) / (2 * whole);
            format!("{part} of {whole} = {}.{} %", tenths / 10, tenths % 10)
        };
        let now = self.in_company_measure(line.municipality.as_ref(), line.day.0);
        let Some(other) = line.compared_with else { return told(now) };
        let before = self.in_company_measure(line.municipality.as_ref(), other.0);
        let (over, under) = (now.0 * before.1, before.0 * now.1);
        let change = (200 * over + under)
            .checked_div(2 * under)
            .map_or_else(|| "?".to_owned(), |it| format!("{}.{:02}", it / 100, it % 100));
        format!("{}, {change} times {}", told(now), told(before))
    }
}

#[test]
fn a_plain_count_of_the_measures_gives_every_expected_line() {
    for (texts, count) in [(&[FIRST_LINE, WHOLE_PATH][..], 18), (&[CONTAINERS], 1)] {
        let world = world(texts);
        let lines = world.scenario.lines.iter();
        let lines: Vec<_> =
            lines.filter(|it| !["I01", "I14"].contains(&it.indicator.as_str())).collect();
        assert_eq!(lines.len(), count);
        for line in lines {
            let (what, day) = (&line.variant, line.day);
            assert_eq!(world.counted(line), line.expected, "{} {what} on {day}", line.indicator);
        }
    }
}

#[test]
fn the_igus_are_as_the_issue_says() {
    let World { people, measures, .. } = world(&[FIRST_LINE, WHOLE_PATH]);
    assert_eq!(measures.igus.len(), 268 + 1 + 2);
    for igu in &measures.igus {
        let who = &igu.who.person;
        let person = people.iter().find(|it| it.group == who.0 && it.number == who.1).unwrap();
        assert!((18..40).contains(&age(person.born, igu.first_day)), "{}", igu.who.name);
        let residence = person.residence.unwrap();
        assert!(age(residence, igu.first_day) < 5, "{}", igu.who.name);
        assert!(!person.steps.iter().any(|it| matches!(it, Step::Benefit(..))));
        assert!(igu.concluded < igu.first_day && igu.registered > igu.concluded);
        assert!(day_at(igu.concluded, 28) > igu.registered, "within a month: {}", igu.who.name);
    }
    let by_then = measures.igus.iter().filter(|it| it.registered <= date(2017, 2, 28)).count();
    assert_eq!(by_then, 268);
    assert_eq!(measures.igus.iter().map(|it| &it.who.person).collect::<BTreeSet<_>>().len(), 271);
}

#[test]
fn the_interns_are_as_the_issue_says() {
    let World { measures, .. } = world(&[FIRST_LINE, WHOLE_PATH]);
    let of = |group: &str, year| {
        let those = measures.internships.iter();
        those.filter(|it| it.who.person.0 == group && it.first_day.year() == year).count()
    };
    assert_eq!((of("kolding", 2015), of("kolding", 2016), of("lejre", 2016)), (15, 32, 32));
    for group in ["kolding-young", "kolding-old"] {
        assert_eq!((of(group, 2015), of(group, 2016)), (1, 1), "{group}");
    }
    assert!(
        measures.internships.iter().all(|it| it.first_day.year() == 2016 || it.terms.completed)
    );
    let order: Vec<_> = measures.in_order.iter().map(|it| it.who.person.0.as_str()).collect();
    assert_eq!(order, ["ratio-programme", "ratio-ended", "ratio-programme", "ratio-ended"]);
    assert_eq!(measures.in_order[0].who.p_number, measures.in_order[1].who.p_number);
    assert_ne!(measures.in_order[1].who.p_number, measures.in_order[2].who.p_number);
    let weeks = |it: &Internship| (it.last_day - it.first_day).get_days() + 1;
    assert!(measures.internships.iter().all(|it| i64::from(weeks(it)) == it.terms.weeks * 7));
}

#[test]
fn no_number_of_a_company_comes_twice_and_the_same_files_give_the_same() {
    let (one, other) = (world(&[FIRST_LINE, WHOLE_PATH]), world(&[FIRST_LINE, WHOLE_PATH]));
    let companies = |it: &World| {
        it.measures.companies.iter().map(|it| (it.cvr.clone(), it.p_number.clone())).collect()
    };
    let all: Vec<_> = companies(&one);
    assert_eq!(all, companies(&other));
    assert_eq!(all.iter().map(|it| &it.0).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(all.iter().map(|it| &it.1).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(one.measures.named("igu-lejre").count(), 9);
}

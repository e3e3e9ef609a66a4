use std::collections::BTreeSet;

use kernel::date;

use super::*;

fn first_line() -> (Scenario, Vec<Person>) {
    let scenario =
        Scenario::parse(&[include_str!("../../../../../scenarios/first-line.toml")]).unwrap();
    let people = expand(&scenario).unwrap();
    (scenario, people)
}

/// A person on a day, counted in the plainest way from the steps.
#[derive(Default)]
struct On {
    programme: bool,
    benefit: bool,
    assessed: Option<ReadinessCategory>,
}

fn on(person: &Person, day: Date) -> On {
    let mut on = On::default();
    for step in &person.steps {
        match *step {
            Step::Programme(_, first) if first <= day => on.programme = true,
            Step::Benefit(_, first) if first <= day => on.benefit = true,
            Step::Assessed(category, first) if first <= day => on.assessed = Some(category),
            Step::BenefitStopped(last) if last < day => on.benefit = false,
            Step::ProgrammeEnded(_, last) if last < day => on.programme = false,
            _ => {}
        }
    }
    on
}

#[test]
fn a_plain_count_of_the_people_gives_every_expected_line() {
    const FIRST_LINE: &str = include_str!("../../../../../scenarios/first-line.toml");
    const WHOLE_PATH: &str = include_str!("../../../../../scenarios/whole-path.toml");
    const CONTAINERS: &str = include_str!("../../../../../scenarios/containers.toml");
    for texts in [&[FIRST_LINE][..], &[FIRST_LINE, WHOLE_PATH], &[CONTAINERS]] {
        let scenario = Scenario::parse(texts).unwrap();
        every_line_is_counted(&scenario, &expand(&scenario).unwrap());
    }
}

fn every_line_is_counted(scenario: &Scenario, people: &[Person]) {
    for line in scenario.lines.iter().filter(|it| ["I01", "I14"].contains(&it.indicator.as_str())) {
        let counted: Vec<_> = people
            .iter()
            .filter(|it| line.municipality.as_ref().is_none_or(|code| *code == it.municipality))
            .map(|it| (it.sex, on(it, line.day.0)))
            .filter(|(_, on)| on.programme && on.benefit)
            .map(|(sex, on)| (sex, on.assessed))
            .collect();
        let assessed = counted.iter().filter(|it| it.1.is_some()).count();
        let ready = counted.iter().filter(|it| it.1 == Some(ReadinessCategory::JobReady)).count();
        let women = counted.iter().filter(|it| it.0 == Sex::Female).count();
        let (part, whole) = match line.variant.as_str() {
            "women" => (women, counted.len()),
            "men" => (counted.len() - women, counted.len()),
            "job_ready_of_assessed" => (ready, assessed),
            "job_ready_of_all" => (ready, counted.len()),
            other => panic!("{other}"),
        };
        let mut told = format!("{part} of {whole}");
        if whole > 0 {
            // Half up, in whole numbers.
            let tenths = (2000 * part + whole) / (2 * whole);
            told = format!("{told} = {}.{} %", tenths / 10, tenths % 10);
        }
        assert_eq!(told, line.expected, "{} on {}", line.variant, line.day);
        if let Some(not_assessed) = line.not_assessed {
            assert_eq!(i64::try_from(counted.len() - assessed).unwrap(), not_assessed);
        }
    }
}

#[test]
fn the_people_of_jammerbugt_are_as_the_issue_says() {
    let (_, people) = first_line();
    let all: Vec<_> = people.iter().filter(|it| it.municipality == "849").collect();
    assert_eq!(all.len(), 175);
    assert_eq!(all.iter().filter(|it| it.sex == Sex::Female).count(), 82);
    for person in &all {
        let [Step::TakenOver(first), Step::Programme(_, second), Step::Benefit(_, third)] =
            person.steps[..]
        else {
            panic!("{:?}", person.steps)
        };
        assert!(first == second && second == third);
        assert!((date(2017, 1, 1)..=date(2018, 6, 30)).contains(&first));
    }
    let days = |at: usize| all[at].steps[0];
    assert_eq!(days(0), Step::TakenOver(date(2017, 1, 1)));
    assert_eq!(days(174), Step::TakenOver(date(2018, 6, 30)));
}

#[test]
fn the_people_of_lejre_are_as_the_issue_says() {
    let (_, people) = first_line();
    let all: Vec<_> = people.iter().filter(|it| it.municipality == "350").collect();
    assert_eq!(all.len(), 100);
    for person in &all {
        assert!((date(1955, 1, 1)..=date(1997, 12, 31)).contains(&person.born));
        assert_eq!(person.steps[0], Step::TakenOver(date(2015, 9, 1)));
        let first = person.steps.iter().find_map(|it| match it {
            Step::Assessed(_, day) => Some(*day),
            _ => None,
        });
        assert!(first.unwrap() <= date(2015, 9, 30));
        let ended = person.steps.iter().any(
            |it| matches!(it, Step::BenefitStopped(day) | Step::ProgrammeEnded(_, day) if *day < date(2017, 3, 31)),
        );
        assert!(!ended);
    }
}

#[test]
fn the_same_file_gives_the_same_people_and_no_number_twice() {
    let (_, people) = first_line();
    let (_, again) = first_line();
    let number = |it: &Person| it.person_number.clone();
    assert!(people.iter().map(number).eq(again.iter().map(number)));
    assert_eq!(people.iter().map(number).collect::<BTreeSet<_>>().len(), people.len());
    assert!(people.iter().zip(&again).all(|(one, other)| one.steps == other.steps));
}

#[test]
fn a_range_is_used_from_its_first_to_its_last_day() {
    let days = Days { first: date(2017, 1, 1), last: date(2017, 1, 3) };
    let spread: Vec<_> = (0..5).map(|at| super::spread(days, at, 5).day()).collect();
    assert_eq!(spread, [1, 1, 2, 2, 3]);
    assert_eq!(super::spread(days, 0, 1), days.first);
}

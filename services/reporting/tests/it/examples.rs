//! `docs/indicators.md` says what the code does: the definitions word for word, the worked examples by folding them.

mod igus;
mod months;

use kernel::Date;
use proto::values_v1::{BenefitKind, ReadinessCategory, Sex};
use reporting::projections::Whose;
use reporting_domain::Indicator;

use crate::{
    facts::{day, recorded},
    persons::{self, Person},
    support::{Model, of},
};

const PAGE: &str = include_str!("../../../../docs/indicators.md");

/// The cells of every row of the table with this first heading.
fn table(first_heading: &str) -> Vec<Vec<&'static str>> {
    PAGE.lines()
        .skip_while(|it| !it.starts_with(&format!("| {first_heading} |")))
        .skip(2)
        .take_while(|it| it.starts_with('|'))
        .map(|it| it.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn the_page_tells_each_definition_word_for_word_with_its_version() {
    for indicator in Indicator::ALL {
        let definition = indicator.definition();
        assert!(PAGE.contains(&format!("> {}\n", definition.danish)), "{}", definition.id);
        assert!(PAGE.contains(&format!("version `{}`", definition.version)), "{}", definition.id);
    }
}

#[tokio::test]
async fn the_worked_examples_are_answered_as_the_page_says() {
    let persons: Vec<Person> =
        (1..).zip(table("citizen")).map(|(n, row)| person(n, &row)).collect();
    assert_eq!(persons.len(), 5);
    let model = Model::of(&recorded(&persons::of(&persons))).await;
    let lines = table("whose");
    assert!(lines.len() > 20);
    for line in lines {
        let [whose, on, variant, numerator, denominator, percent, _] = line[..] else {
            panic!("{line:?}")
        };
        let indicator = if variant.starts_with("job_ready") {
            Indicator::JobReadyShare
        } else {
            Indicator::RecipientsBySex
        };
        let told = told(&model, indicator, whose, day(on), variant).await;
        assert_eq!(told, [numerator, denominator, percent], "{line:?}");
    }
}

/// Numerator, denominator, and percent or ratio, as the page writes them.
async fn told(
    model: &Model,
    indicator: Indicator,
    whose: &str,
    day: Date,
    variant: &str,
) -> [String; 3] {
    let whose = if whose == "cell" { Whose::Cell } else { of(whose) };
    let answer = model.ask(indicator, day, whose).await;
    let figure = answer.figures.iter().find(|it| it.variant == variant).unwrap();
    let percent = figure.percent.map(|it| it.to_string());
    let share = percent.or(figure.ratio.map(|it| it.to_string())).unwrap_or("-".to_owned());
    [figure.numerator.to_string(), figure.denominator.to_string(), share]
}

fn person(number: u128, row: &[&'static str]) -> Person {
    let [_, sex, responsible, programme, benefits, readiness] = row[..] else { panic!("{row:?}") };
    let sex = match sex {
        "female" => Sex::Female,
        "male" => Sex::Male,
        other => panic!("{other}"),
    };
    let held: Vec<_> = coded(responsible).collect();
    let mut person = taken_over(Person::registered(number, held[0].0, sex), &held);
    let (first_day, last_day) = days(programme);
    person = person.programme(first_day, None);
    for (category, first_day) in coded(readiness) {
        person = person.assessed(category_of(category), first_day);
    }
    if let Some(last_day) = last_day {
        person.end_programme(day(last_day));
    }
    on_benefit(person, benefits)
}

fn taken_over(person: Person, held: &[(&str, &str)]) -> Person {
    held.iter().fold(person, |it, (municipality, first_day)| {
        it.taken_over_by(municipality, day(first_day))
    })
}

fn on_benefit(person: Person, benefits: &'static str) -> Person {
    coded(benefits).fold(person, |it, (kind, period)| {
        let (first_day, last_day) = days(period);
        it.benefit(kind_of(kind), first_day, last_day)
    })
}

/// `code day, code day`.
fn coded(cell: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    cell.split(", ").filter(|it| !it.is_empty()).map(|it| it.split_once(' ').unwrap())
}

fn days(period: &str) -> (&str, Option<&str>) {
    period.split_once("..").map_or((period, None), |(first, last)| (first, Some(last)))
}

fn category_of(name: &str) -> ReadinessCategory {
    match name {
        "job-ready" => ReadinessCategory::JobReady,
        "activity-ready" => ReadinessCategory::ActivityReady,
        other => panic!("{other}"),
    }
}

fn kind_of(name: &str) -> BenefitKind {
    match name {
        "cash" => BenefitKind::CashBenefit,
        "integration" => BenefitKind::IntegrationBenefit,
        other => panic!("{other}"),
    }
}

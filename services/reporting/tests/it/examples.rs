//! `docs/indicators.md` says what the code does: the definitions word for word, the worked examples by folding them.

use proto::values_v1::{BenefitKind, ReadinessCategory, Sex};
use reporting::projections::Whose;
use reporting_domain::Indicator;

use crate::{
    facts::{self, Person, day, recorded},
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
    let model = Model::of(&recorded(&facts::of(&persons))).await;
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
        let whose = if whose == "cell" { Whose::Cell } else { of(whose) };
        let answer = model.ask(indicator, day(on), whose).await;
        let figure = answer.figures.iter().find(|it| it.variant == variant).unwrap();
        let told = figure.percent.map_or("-".to_owned(), |it| it.to_string());
        assert_eq!(
            (figure.numerator.to_string(), figure.denominator.to_string(), told),
            (numerator.to_owned(), denominator.to_owned(), percent.to_owned()),
            "{line:?}"
        );
    }
}

fn person(number: u128, row: &[&'static str]) -> Person {
    let [_, sex, responsible, programme, benefits, readiness] = row[..] else { panic!("{row:?}") };
    let sex = match sex {
        "female" => Sex::Female,
        "male" => Sex::Male,
        other => panic!("{other}"),
    };
    let held: Vec<_> = coded(responsible).collect();
    let mut person = Person::registered(number, held[0].0, sex);
    for (municipality, first_day) in held {
        person = person.taken_over_by(municipality, day(first_day));
    }
    let (first_day, last_day) = days(programme);
    person = person.programme(first_day, None);
    for (category, first_day) in coded(readiness) {
        person = person.assessed(category_of(category), first_day);
    }
    if let Some(last_day) = last_day {
        person.end_programme(day(last_day));
    }
    for (kind, period) in coded(benefits) {
        let (first_day, last_day) = days(period);
        person = person.benefit(kind_of(kind), first_day, last_day);
    }
    person
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

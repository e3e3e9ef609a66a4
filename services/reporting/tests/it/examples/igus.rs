//! The examples of I04, I05 and I06.

use proto::values_v1::Sex;
use reporting_domain::Indicator;

use super::{coded, table, taken_over, told};
use crate::{
    cases::{self, Parties},
    facts::{Fact, day, recorded},
    persons::Person,
    support::Model,
};

#[tokio::test]
async fn the_igus_are_those_of_the_page() {
    let workplaces = (1..).zip(table("workplace"));
    let workplaces = workplaces.flat_map(|(number, row)| workplace(number, &row));
    let igus = (1..).zip(table("IGU")).flat_map(|(number, row)| igu(number, &row));
    let facts: Vec<Fact> = workplaces.chain(igus).collect();
    let model = Model::of(&recorded(&facts)).await;
    let lines = table("whose IGUs");
    assert!(lines.len() > 60);
    for line in lines {
        let [whose, on, variant, numerator, denominator, ratio, _] = line[..] else {
            panic!("{line:?}")
        };
        let told = told(&model, of(variant), whose, day(on), variant).await;
        assert_eq!(told, [numerator, denominator, ratio], "{line:?}");
    }
}

fn of(variant: &str) -> Indicator {
    match variant.trim_end_matches("_by_workplace") {
        "stock" | "cumulative" => Indicator::Igus,
        "companies" | "workplaces" => Indicator::IguCompanies,
        "igus_per_company" | "igus_per_workplace" => Indicator::IgusPerCompany,
        other => panic!("{other}"),
    }
}

/// `K1` and `W1` of the page as numbers.
fn company(name: &str) -> String {
    cases::cvr(name.strip_prefix('K').unwrap().parse().unwrap())
}

fn place(name: &str) -> String {
    cases::p_number(name.strip_prefix('W').unwrap().parse().unwrap())
}

fn workplace(number: u128, row: &[&'static str]) -> Vec<Fact> {
    let [name, of, located_in] = row[..] else { panic!("{row:?}") };
    cases::workplace(number, &company(of), &place(name), located_in)
}

fn igu(number: u128, row: &[&'static str]) -> Vec<Fact> {
    let [_, responsible, at, of, registered, begun, end] = row[..] else { panic!("{row:?}") };
    let held: Vec<_> = coded(responsible).collect();
    let person = taken_over(Person::registered(number, held[0].0, Sex::Male), &held);
    let parties = Parties { citizen: person.id, cvr: company(of), p_number: place(at) };
    let planned = (day("2017-01-01"), day("2018-12-31"));
    let mut igu = cases::igu(number, held[0].0, &parties, planned);
    if !registered.is_empty() {
        igu = igu.registered(&parties, day(registered));
    }
    if !begun.is_empty() {
        igu = igu.begun(day(begun));
    }
    igu = match end.split_once(' ') {
        None if end.is_empty() => igu,
        None if end == "cancelled" => igu.cancelled(),
        None if end == "annulled" => igu.annulled(),
        Some(("stopped", last_day)) => igu.igu_stopped(day(last_day)),
        Some(("completed", last_day)) => igu.igu_completed(day(last_day)),
        other => panic!("{other:?}"),
    };
    [person.facts(), igu.facts()].concat()
}

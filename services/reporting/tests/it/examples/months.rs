//! The examples of I02: each case alone in a municipality of its own.

use kernel::Month;
use proto::values_v1::{MeasureKind, Sex};
use reporting_domain::Indicator;

use super::{coded, days, on_benefit, table, taken_over, told};
use crate::{
    cases::{self, Parties},
    facts::{Fact, day, recorded},
    persons::Person,
    support::Model,
};

#[tokio::test]
async fn the_recipients_of_a_month_are_those_of_the_page() {
    let cases = (1..).zip(table("case of a month"));
    let facts: Vec<Fact> = cases.flat_map(|(number, row)| case(number, &row)).collect();
    let model = Model::of(&recorded(&facts)).await;
    let lines = table("whose month");
    assert!(lines.len() > 40);
    for line in lines {
        let [whose, on, numerator, denominator, percent, _] = line[..] else { panic!("{line:?}") };
        let indicator = Indicator::CompanyMeasureShare;
        let told = told(&model, indicator, whose, day(on), "in_company_measure").await;
        assert_eq!(told, [numerator, denominator, percent], "{line:?}");
    }
}

fn case(number: u128, row: &[&'static str]) -> Vec<Fact> {
    let [_, born, responsible, programme, benefits, measures] = row[..] else { panic!("{row:?}") };
    let held: Vec<_> = coded(responsible).collect();
    let born = Month::of(day(&format!("{born}-01")));
    let mut person = taken_over(Person::born(number, held[0].0, Sex::Female, born), &held);
    let (first_day, last_day) = days(programme);
    person = person.programme(first_day, last_day);
    person = on_benefit(person, benefits);
    let mut facts = person.facts();
    for (nth, (kind, period)) in (0..).zip(coded(measures)) {
        facts.extend(measure(number * 10 + nth, &person, kind, period));
    }
    facts
}

/// `first..agreed`, `first..agreed interrupted last`, `first..agreed completed last`.
fn measure(number: u128, person: &Person, kind: &str, period: &'static str) -> Vec<Fact> {
    let mut words = period.split(' ');
    let (first_day, agreed) = days(words.next().unwrap());
    let agreed = (day(first_day), day(agreed.unwrap()));
    let municipality = &person.municipality;
    let kind = match kind {
        "internship" => MeasureKind::Internship,
        "wage-subsidy" => MeasureKind::WageSubsidy,
        "utility-job" => MeasureKind::UtilityJob,
        "igu" => {
            let (cvr, p_number) = (cases::cvr(1), cases::p_number(1));
            let parties = Parties { citizen: person.id, cvr, p_number };
            let igu = cases::igu(number, municipality, &parties, agreed);
            return igu.registered(&parties, agreed.0).begun(agreed.0).facts();
        }
        other => panic!("{other}"),
    };
    let case = cases::measure(number, municipality, kind, person.id, agreed);
    let case = match (words.next(), words.next()) {
        (None, None) => case,
        (Some("interrupted"), Some(last_day)) => case.interrupted(day(last_day)),
        (Some("completed"), Some(last_day)) => case.completed(day(last_day)),
        other => panic!("{other:?}"),
    };
    case.facts()
}

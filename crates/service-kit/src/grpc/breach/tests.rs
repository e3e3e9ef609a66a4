use kernel::date;
use law::{Citation, Enforcement, Row, Rule};
use tonic::Code;

use super::*;
use crate::grpc::Problem;

const AGE: Rule = Rule {
    id: "igu.age",
    danish: "den, der begynder en IGU, er fyldt 18 og er under 40 år.",
    english: "who begins an IGU is 18 or older and younger than 40.",
};
const AGREEMENT: Rule = Rule {
    id: "igu.written_agreement",
    danish: "aftalen er skriftlig og underskrevet, når IGU'en begynder.",
    english: "the agreement is in writing and signed when the IGU begins.",
};

fn finding(rule: Rule, section: &'static str, broken: bool) -> Finding {
    let row = Row {
        from: Some(date(2016, 7, 1)),
        to: None,
        citation: Citation::new(2016, 623, section),
        enforcement: Enforcement::Block,
        content: (),
    };
    Finding::holds(rule, &row, date(2017, 3, 1)).broken_if(broken, row.enforcement)
}

fn age(years: i64) -> Finding {
    finding(AGE, "§ 3", true).fact("age_years", FactValue::Number(years))
}

fn late() -> Finding {
    finding(AGREEMENT, "§ 7", true).fact("concluded_on", FactValue::Date(date(2017, 3, 2)))
}

#[test]
fn a_clerk_reads_what_the_rule_says_where_it_stands_and_what_was_looked_at() {
    let status = Problem::breach(&[age(40)]).status("placements");
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert_eq!(
        status.message(),
        "rule not kept: who begins an IGU is 18 or older and younger than 40 \
         (Lovtidende A 2016:623 § 3); on 2017-03-01; age_years 40."
    );
    let details = status.get_error_details();
    let localized = details.localized_message().unwrap();
    assert_eq!(localized.locale, "da-DK");
    assert_eq!(
        localized.message,
        "Reglen er ikke opfyldt: den, der begynder en IGU, er fyldt 18 og er under 40 år \
         (Lovtidende A 2016:623 § 3). Dag: 1. marts 2017. Alder: 40."
    );
}

#[test]
fn a_program_reads_the_first_broken_rule_with_its_facts_and_the_names_of_all() {
    let findings = [finding(AGE, "§ 9", false), late(), age(17)];
    let details = Problem::breach(&findings).status("placements").get_error_details();
    let info = details.error_info().unwrap();
    assert_eq!(
        (info.reason.as_str(), info.domain.as_str()),
        ("RULE_BREACHED", "jobbro.dk/placements")
    );
    let mut told: Vec<_> = info.metadata.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("citation", "Lovtidende A 2016:623 § 7"),
            ("concluded_on", "2017-03-02"),
            ("on", "2017-03-01"),
            ("row_from", "2016-07-01"),
            ("rule", "igu.written_agreement"),
            ("rules", "igu.written_agreement igu.age"),
        ]
    );
}

#[test]
fn every_broken_rule_is_a_violation_and_none_that_holds_or_warns() {
    let warns = Finding { verdict: Verdict::Warns, ..age(39) };
    let findings = [late(), finding(AGE, "§ 9", false), warns, age(17)];
    let status = Problem::breach(&findings).status("placements");
    let failure = status.get_details_precondition_failure().unwrap();
    let told: Vec<_> =
        failure.violations.iter().map(|it| (it.r#type.as_str(), it.subject.as_str())).collect();
    assert_eq!(
        told,
        [
            ("igu.written_agreement", "Lovtidende A 2016:623 § 7"),
            ("igu.age", "Lovtidende A 2016:623 § 3")
        ]
    );
    assert!(failure.violations[0].description.contains("Aftalen indgået: 2. marts 2017."));
    let message = status.get_details_localized_message().unwrap().message;
    let sentences: Vec<_> = failure.violations.iter().map(|it| it.description.clone()).collect();
    assert_eq!(message, sentences.join(" "));
}

#[test]
fn a_fact_that_is_named_as_the_metadata_is_does_not_cover_it() {
    let finding = age(17).fact("rule", FactValue::code("OTHER"));
    let details = Problem::breach(&[finding]).status("placements").get_error_details();
    assert_eq!(details.error_info().unwrap().metadata["rule"], "igu.age");
}

#[test]
fn a_day_that_a_fact_tells_is_not_told_twice() {
    let first_day = FactValue::Date(date(2017, 3, 1));
    let finding = finding(AGE, "§ 3", true).fact("first_day", first_day);
    let status = Problem::breach(&[finding]).status("placements");
    let message = status.get_details_localized_message().unwrap().message;
    assert!(
        message.ends_with("(Lovtidende A 2016:623 § 3). Første dag: 1. marts 2017."),
        "{message}"
    );
}

use kernel::date;
use law::{Citation, Enforcement, FactValue, Row, Rule};
use tonic::{Code, body::Body};

use super::*;
use crate::grpc::Problem;

const LAW: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/law/README.md"));

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
        "Breaks the rule: who begins an IGU is 18 or older and younger than 40 \
         (Lovtidende A 2016:623 § 3). Day: 2017-03-01. age_years: 40."
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

/// As many rules as asked for, with sentences and facts as long as those of the ratio rule.
fn long(rules: usize) -> Vec<Finding> {
    long_of((0..rules).map(|it| &*format!("ratio.r{it:02}").leak()))
}

fn long_of(names: impl Iterator<Item = &'static str>) -> Vec<Finding> {
    let long = |id| Rule {
        id,
        danish: "hos arbejdsgiveren er der højst så mange støttede pladser, som antallet af ordinært \
                 ansatte giver: én for hver fem op til 50 og én for hver ti derover.",
        english: "the employer has no more supported places than the number of ordinary employees \
                  gives: one for each five up to 50 and one for each ten above.",
    };
    let facts = |it: Finding| {
        it.fact("measure", FactValue::code("INTERNSHIP"))
            .fact("ordinary_employees", FactValue::Number(12))
            .fact("headcount_as_of", FactValue::Date(date(2018, 3, 1)))
            .fact("supported_here", FactValue::Number(2))
            .fact("supported_elsewhere", FactValue::Number(1))
            .fact("supported_with_this", FactValue::Number(4))
            .fact("allowed", FactValue::Number(2))
    };
    names.map(|id| facts(finding(long(id), "§ 83, stk. 2, nr. 1", true))).collect()
}

/// What a client that reads no more than 8 KiB of headers reckons.
fn size(status: Status) -> usize {
    let response: http::Response<Body> = status.into_http();
    response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum()
}

#[test]
fn however_many_rules_are_broken_every_client_can_read_the_refusal() {
    for rules in 1..=40 {
        let status = Problem::breach(&long(rules)).status("placements");
        let failure = status.get_details_precondition_failure().unwrap();
        assert_eq!(failure.violations.len(), rules, "every rule is named");
        assert!(size(status) < 8192 - 512, "{rules} rules");
    }
}

#[test]
fn all_rules_that_there_are_can_be_broken_at_once_and_each_is_named() {
    // The first cell of each row; the tests of the rules hold that none is missing.
    let cells = LAW.lines().filter_map(|it| it.strip_prefix("| `")?.split('`').next());
    let rules = long_of(cells);
    assert!(rules.len() > 20, "{}", rules.len());
    let status = Problem::breach(&rules).status("placements");
    let failure = status.get_details_precondition_failure().unwrap();
    let told = failure.violations.iter().map(|it| it.r#type.as_str());
    assert!(told.eq(rules.iter().map(|it| it.rule.id)), "{failure:?}");
    assert!(size(status) < 8192 - 512);
}

#[test]
fn of_many_rules_the_last_are_said_without_facts_and_of_very_many_only_counted() {
    let told = |rules| {
        let status = Problem::breach(&long(rules)).status("placements");
        let danish = status.get_details_localized_message().unwrap().message;
        let failure = status.get_details_precondition_failure().unwrap();
        let said: Vec<_> = failure.violations.into_iter().map(|it| it.description).collect();
        (said, danish, status.message().to_owned())
    };
    let (whole, without_facts) = ("Tilladte pladser: 2.", "§ 83, stk. 2, nr. 1).");
    let (said, _, english) = told(2);
    assert!(said.iter().all(|it| it.ends_with(whole)), "{said:?}");
    assert!(english.ends_with("allowed: 2."), "{english}");
    let (said, danish, english) = told(6);
    assert!(said[0].ends_with(whole) && said[5].ends_with(without_facts), "{said:?}");
    assert_eq!(danish, said.join(" "));
    let names = "ratio.r00 ratio.r01 ratio.r02 ratio.r03 ratio.r04 ratio.r05";
    assert_eq!(english, format!("the law of that day refuses: {names}"));
    let (said, danish, _) = told(40);
    let left = said.iter().filter(|it| it.is_empty()).count();
    assert!((1..40).contains(&left), "{left}");
    assert!(
        danish.ends_with(&format!("). Flere regler, der ikke er opfyldt: {left}.")),
        "{danish}"
    );
}

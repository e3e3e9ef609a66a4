use std::collections::{BTreeMap, HashMap};

use kernel::date;
use proto::values_v1 as values;
use tonic::Code;
use tonic_types::{ErrorDetails, PreconditionViolation, StatusExt};

use super::*;
use crate::demo::scenario::Day;

const SECTION: &str = "Lovtidende A 2016:1208 § 38";

fn expected(rule: &str, with_this: &str) -> Finding {
    let facts = [("supported_with_this", with_this), ("allowed", "2")];
    Finding {
        rule: rule.to_owned(),
        citation: SECTION.to_owned(),
        on: Day(date(2018, 3, 5)),
        row_from: None,
        facts: BTreeMap::from(facts.map(|it| (it.0.to_owned(), it.1.to_owned()))),
    }
}

fn granted(verdict: Verdict, with_this: i64) -> pb::GrantPlacementResponse {
    let fact = |name: &str, number| values::Fact {
        name: name.to_owned(),
        number: Some(number),
        ..Default::default()
    };
    let finding = values::Finding {
        rule: "ratio.some".to_owned(),
        verdict: verdict.into(),
        citation: SECTION.to_owned(),
        on: Some(values::CivilDate { year: 2018, month: 3, day: 5 }),
        facts: vec![fact("supported_with_this", with_this), fact("allowed", 2)],
        ..Default::default()
    };
    let danish = format!("Afviger fra reglen ({SECTION}). Med denne: {with_this}. Tilladt: 2.");
    let explained = ExplainedFinding { finding: Some(finding), danish, english: String::new() };
    pb::GrantPlacementResponse { version: 1, findings: vec![explained] }
}

#[test]
fn a_grant_is_told_with_its_places_and_the_rule_that_warned() {
    let kept = decision(Ok(granted(Verdict::Holds, 2)), &expected("ratio.some", "2")).unwrap();
    assert_eq!(kept.0, "granted: 2 of 2");
    assert!(kept.1.starts_with("Bevilget.\n"), "{}", kept.1);
    let warned = decision(Ok(granted(Verdict::Warns, 3)), &expected("ratio.some", "3")).unwrap();
    assert_eq!(warned.0, "granted, warned by ratio.some: 3 of 2");
    assert!(warned.1.contains("Med denne: 3. Tilladt: 2.\n"), "{}", warned.1);
    let other = decision(Ok(granted(Verdict::Holds, 2)), &expected("ratio.other", "2")).unwrap();
    assert_eq!(other.0, "granted; ratio.other is not answered");
}

#[test]
fn a_grant_that_no_clerk_can_read_is_a_failure() {
    let mut silent = granted(Verdict::Warns, 3);
    silent.findings[0].danish = format!("Afviger fra reglen ({SECTION}).");
    assert!(decision(Ok(silent), &expected("ratio.some", "3")).is_err());
}

#[test]
fn what_the_rule_said_otherwise_is_in_the_answer() {
    let other = decision(Ok(granted(Verdict::Warns, 4)), &expected("ratio.some", "3")).unwrap();
    assert!(other.0.starts_with("granted, warned by ratio.some: 4 of 2; looked at"), "{}", other.0);
}

#[test]
fn a_refusal_is_told_by_its_rules_and_one_without_a_rule_is_a_failure() {
    let told = [
        ("rule", "ratio.formula"),
        ("rules", "ratio.formula igu.age"),
        ("citation", SECTION),
        ("on", "2018-03-05"),
        ("supported_with_this", "4"),
        ("allowed", "2"),
    ];
    let told: HashMap<_, _> = told.map(|it| (it.0.to_owned(), it.1.to_owned())).into();
    let mut details = ErrorDetails::new();
    details.set_error_info("RULE_BREACHED", "jobbro.dk/placements", told);
    let broken = ["ratio.formula", "igu.age"];
    details.set_precondition_failure(
        broken.map(|it| PreconditionViolation::new(it, SECTION, "")).to_vec(),
    );
    details.set_localized_message(
        "da-DK",
        format!("Der er ikke plads ({SECTION}). Med denne: 4. Tilladt: 2."),
    );
    let status = Status::with_error_details(Code::FailedPrecondition, "", details);
    let (answered, told) = decision(Err(status), &expected("ratio.formula", "4")).unwrap();
    assert_eq!(answered, "refused by ratio.formula igu.age: 4 of 2");
    assert!(told.starts_with("Der er ikke plads"), "{told}");
    let pending = Err(Status::failed_precondition("pending"));
    assert!(decision(pending, &expected("ratio.formula", "4")).is_err());
}

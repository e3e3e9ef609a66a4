use std::collections::HashMap;

use proto::values_v1::Finding;
use tonic::Code;
use tonic_types::ErrorDetails;

use super::*;

fn granted(verdicts: &[Verdict]) -> pb::GrantPlacementResponse {
    let explained = |verdict: &Verdict| ExplainedFinding {
        finding: Some(Finding {
            verdict: (*verdict).into(),
            citation: "2016:1208 § 38".to_owned(),
            facts: vec![Fact { name: "allowed".to_owned(), number: Some(2), ..Default::default() }],
            ..Default::default()
        }),
        danish: "Der er 3 af 2 pladser.".to_owned(),
        english: String::new(),
    };
    pb::GrantPlacementResponse { version: 1, findings: verdicts.iter().map(explained).collect() }
}

#[test]
fn a_grant_is_told_with_its_places_and_whether_it_warned() {
    let told = decision(Ok(granted(&[Verdict::Holds])), "2 of 2").unwrap();
    assert_eq!(told, ("granted: 2 of 2".to_owned(), "bevilget".to_owned()));
    let told = decision(Ok(granted(&[Verdict::Holds, Verdict::Warns])), "3 of 2").unwrap();
    let said = "Der er 3 af 2 pladser. (2016:1208 § 38)\n      allowed 2";
    assert_eq!(told, ("granted, warned: 3 of 2".to_owned(), said.to_owned()));
}

#[test]
fn a_refusal_is_told_by_its_rule_and_one_without_a_rule_is_a_failure() {
    let mut details = ErrorDetails::new();
    let facts = HashMap::from([("rule".to_owned(), "ratio.formula".to_owned())]);
    details.set_error_info("RULE_BREACHED", "jobbro.dk/placements", facts);
    details.set_localized_message("da-DK", "Der er ikke plads.");
    let status = Status::with_error_details(Code::FailedPrecondition, "", details);
    let told = decision(Err(status), "4 of 2").unwrap();
    assert_eq!(told, ("refused by ratio.formula".to_owned(), "Der er ikke plads.".to_owned()));
    assert!(decision(Err(Status::failed_precondition("pending")), "").is_err());
}

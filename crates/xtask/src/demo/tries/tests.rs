use std::collections::HashMap;

use tonic::Code;
use tonic_types::FieldViolation;

use super::*;

fn refusal(reason: &str, facts: &[(&str, &str)], danish: &str) -> Status {
    let facts: HashMap<String, String> =
        facts.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
    let mut details = ErrorDetails::new();
    details.set_error_info(reason, "jobbro.dk/citizens", facts);
    details.set_localized_message("da-DK", danish);
    Status::with_error_details(Code::AlreadyExists, "in English", details)
}

#[test]
fn an_accepted_try_and_another_reason_are_both_wrong() {
    assert!(expect(None, "BENEFIT_OVERLAPS").is_err());
    let other = refusal("DAY_IN_FUTURE", &[], "");
    assert!(expect(Some(other), "BENEFIT_OVERLAPS").is_err());
    assert!(expect(Some(Status::unavailable("")), "BENEFIT_OVERLAPS").is_err());
    let right = refusal("BENEFIT_OVERLAPS", &[], "");
    assert!(expect(Some(right), "BENEFIT_OVERLAPS").is_ok());
}

#[test]
fn a_refusal_that_tells_where_the_person_is_is_noticed() {
    let id = "018f4b5e-7c1a-7000-8000-000000000001";
    let check = |it: &Status| tells_no_place(it, "350", id);
    assert!(
        check(&refusal("CITIZEN_HELD_ELSEWHERE", &[], "Borgeren hører til et andet sted.")).is_ok()
    );
    assert!(check(&refusal("CITIZEN_HELD_ELSEWHERE", &[], "Borgeren hører til i Lejre.")).is_err());
    assert!(check(&refusal("CITIZEN_HELD_ELSEWHERE", &[("municipality", "350")], "")).is_err());
    assert!(check(&refusal("CITIZEN_HELD_ELSEWHERE", &[("citizen_id", id)], "")).is_err());
}

#[test]
fn a_refusal_is_told_in_danish_with_every_field() {
    let mut details = ErrorDetails::new();
    details.set_error_info("INVALID_FIELDS", "jobbro.dk/citizens", HashMap::new());
    details.set_localized_message("da-DK", "To felter er forkerte.");
    details.set_bad_request(vec![
        FieldViolation::new("sex", "is missing"),
        FieldViolation::new("birth_date", "is no day"),
    ]);
    let status = Status::with_error_details(Code::InvalidArgument, "in English", details);
    assert_eq!(violations(&status.get_error_details()), ["sex", "birth_date"]);
    assert_eq!(
        told("a registration", &status, None),
        "a registration\n    INVALID_FIELDS: To felter er forkerte.\n      sex: is missing\n      birth_date: is no day"
    );
}

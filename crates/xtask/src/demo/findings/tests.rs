use kernel::date;
use proto::values_v1 as pb;
use tonic::Code;
use tonic_types::{ErrorDetails, PreconditionViolation};

use super::*;

const SECTION: &str = "Lovtidende A 2016:623 § 3, stk. 1";

fn expected() -> Finding {
    Finding {
        rule: "igu.age".to_owned(),
        citation: SECTION.to_owned(),
        on: Day(date(2016, 10, 3)),
        row_from: Some(Day(date(2016, 7, 1))),
        facts: BTreeMap::from([("age_years".to_owned(), "40".to_owned())]),
    }
}

fn refusal(rules: &[&str], change: impl FnOnce(&mut ErrorDetails)) -> Status {
    let rules_named = rules.join(" ");
    let told = [
        ("rule", "igu.age"),
        ("rules", &rules_named),
        ("citation", SECTION),
        ("on", "2016-10-03"),
        ("row_from", "2016-07-01"),
        ("age_years", "40"),
    ];
    let told: HashMap<_, _> = told.map(|it| (it.0.to_owned(), it.1.to_owned())).into();
    let mut details = ErrorDetails::new();
    details.set_error_info("RULE_BREACHED", "jobbro.dk/placements", told);
    let broken = rules.iter().map(|it| PreconditionViolation::new(*it, SECTION, ""));
    details.set_precondition_failure(broken.collect::<Vec<_>>());
    details
        .set_localized_message("da-DK", format!("Reglen er ikke opfyldt ({SECTION}). Alder: 40."));
    change(&mut details);
    Status::with_error_details(Code::FailedPrecondition, "in English", details)
}

#[test]
fn a_refusal_is_read_whole() {
    let breach = Breach::of(&refusal(&["igu.age"], |_| {})).unwrap();
    assert_eq!((breach.rules.as_str(), &breach.finding), ("igu.age", &expected()));
    assert!(line(&breach.finding).contains("on 2016-10-03: age_years 40"));
    let two = Breach::of(&refusal(&["igu.age", "igu.once"], |_| {})).unwrap();
    assert_eq!(two.rules, "igu.age igu.once");
}

#[test]
fn a_refusal_whose_parts_differ_is_noticed() {
    let other = PreconditionViolation::new("igu.once", SECTION, "");
    let changed = refusal(&["igu.age"], |it| {
        it.set_precondition_failure(vec![other]);
    });
    assert!(Breach::of(&changed).is_err());
    let elsewhere = PreconditionViolation::new("igu.age", "§ 3", "");
    let changed = refusal(&["igu.age"], |it| {
        it.set_precondition_failure(vec![elsewhere]);
    });
    assert!(Breach::of(&changed).is_err());
    for sentence in ["Alder: 40.", &format!("{SECTION}: age_years: 40."), SECTION] {
        let changed = refusal(&["igu.age"], |it| {
            it.set_localized_message("da-DK", sentence);
        });
        assert!(Breach::of(&changed).is_err(), "{sentence}");
    }
    assert!(Breach::of(&Status::failed_precondition("pending")).is_err());
}

#[test]
fn a_finding_is_compared_whole() {
    assert!(expected().is(&expected()).is_ok());
    let changes: [fn(&mut Finding); 6] = [
        |it| it.rule.push('s'),
        |it| it.citation = "Lovtidende A 2016:623 § 3".to_owned(),
        |it| it.on = Day(date(2016, 10, 4)),
        |it| it.row_from = None,
        |it| drop(it.facts.insert("age_years".to_owned(), "41".to_owned())),
        |it| drop(it.facts.insert("more".to_owned(), "1".to_owned())),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut told = expected();
        change(&mut told);
        assert!(expected().is(&told).is_err(), "change {at}");
    }
}

#[test]
fn an_answer_is_read_and_its_places_are_told_not_reckoned() {
    let number =
        |name: &str, it| pb::Fact { name: name.to_owned(), number: Some(it), ..Default::default() };
    let day = |year, month, day| Some(CivilDate { year, month, day });
    let finding = pb::Finding {
        rule: "ratio.formula".to_owned(),
        citation: SECTION.to_owned(),
        on: day(2018, 3, 5),
        facts: vec![number("supported_with_this", 3), number("allowed", 2)],
        ..Default::default()
    };
    let said = |danish: &str| {
        let danish = format!("Afviger fra reglen ({SECTION}). {danish}");
        of(&ExplainedFinding { finding: Some(finding.clone()), danish, english: String::new() })
    };
    let read = said("Støttede pladser med denne: 3. Tilladte pladser: 2.").unwrap();
    assert_eq!((read.on, read.row_from), (Day(date(2018, 3, 5)), None));
    assert_eq!(places(&read).unwrap(), "3 of 2");
    assert!(places(&expected()).is_none());
    assert!(said("Støttede pladser med denne: 3.").is_err());
    assert!(said("supported_with_this: 3. allowed: 2.").is_err());
    assert!(of(&ExplainedFinding::default()).is_err());
}

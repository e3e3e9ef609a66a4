use kernel::date;
use law::Rule;

use super::*;
use crate::values;

const PLACES: Rule = Rule {
    id: "ratio.formula",
    danish: "der er ikke flere støttede pladser, end antallet af ansatte giver.",
    english: "there are no more supported places than the number of employees gives.",
};

fn finding(verdict: Verdict) -> Finding {
    Finding {
        rule: PLACES,
        citation: "Lovtidende A 2016:1208 § 38".into(),
        row_from: None,
        on: date(2018, 3, 5),
        verdict,
        facts: Vec::new(),
    }
}

fn weighed(verdict: Verdict) -> Finding {
    finding(verdict)
        .fact("measure", FactValue::code("INTERNSHIP"))
        .fact("headcount_as_of", FactValue::Date(date(2018, 3, 1)))
        .fact("supported_with_this", FactValue::Number(3))
        .fact("allowed", FactValue::Number(2))
}

#[test]
fn a_warning_says_what_was_looked_at_in_words_and_by_name() {
    let told = values::warning(&weighed(Verdict::Warns));
    assert_eq!(
        told.danish,
        "Afviger fra reglen: der er ikke flere støttede pladser, end antallet af ansatte giver \
         (Lovtidende A 2016:1208 § 38). Dag: 5. marts 2018. Forløb: virksomhedspraktik. \
         Antal ansatte opgjort: 1. marts 2018. Støttede pladser med denne: 3. Tilladte pladser: 2."
    );
    assert_eq!(
        told.english,
        "Departs from the rule: there are no more supported places than the number of employees \
         gives (Lovtidende A 2016:1208 § 38). Day: 2018-03-05. measure: INTERNSHIP. \
         headcount_as_of: 2018-03-01. supported_with_this: 3. allowed: 2."
    );
}

#[test]
fn an_explanation_says_the_same_behind_every_verdict() {
    let warned = sentences(&weighed(Verdict::Warns));
    let said = |text: &str| text.split_once(": ").unwrap().1.to_owned();
    for verdict in [Verdict::Holds, Verdict::Breach, Verdict::NotKnown] {
        let told = values::explained(&weighed(verdict));
        assert_eq!(said(&told.danish), said(&warned.danish), "{verdict:?}");
        assert_eq!(said(&told.english), said(&warned.english), "{verdict:?}");
        assert_ne!(told.danish, warned.danish);
    }
}

#[test]
fn a_day_that_a_fact_tells_is_not_told_twice() {
    let first_day = FactValue::Date(date(2018, 3, 5));
    let told = sentences(&finding(Verdict::Breach).fact("first_day", first_day));
    assert!(told.danish.ends_with("§ 38). Første dag: 5. marts 2018."), "{}", told.danish);
    assert!(told.english.ends_with("§ 38). first_day: 2018-03-05."), "{}", told.english);
}

#[test]
fn what_nobody_told_is_said_only_where_it_is_what_is_missing() {
    let said = |verdict| {
        let unknown = FactValue::code("NOT_KNOWN");
        sentences(&finding(verdict).fact("age_years", unknown).fact("sector", FactValue::code("")))
    };
    let missing = said(Verdict::NotKnown);
    assert!(missing.danish.ends_with("Dag: 5. marts 2018. Alder: ikke oplyst."));
    assert!(missing.english.ends_with("Day: 2018-03-05. age_years: NOT_KNOWN."));
    for verdict in [Verdict::Holds, Verdict::Warns, Verdict::Breach] {
        let decided = said(verdict);
        assert!(decided.danish.ends_with("Dag: 5. marts 2018."), "{}", decided.danish);
        assert!(decided.english.ends_with("Day: 2018-03-05."), "{}", decided.english);
    }
}

#[test]
fn in_brief_nothing_is_said_of_what_was_looked_at() {
    let told = brief(&weighed(Verdict::Breach));
    assert!(told.danish.starts_with("Reglen er ikke opfyldt: der er"), "{}", told.danish);
    for text in [told.danish, told.english] {
        assert!(text.ends_with("(Lovtidende A 2016:1208 § 38)."), "{text}");
    }
}

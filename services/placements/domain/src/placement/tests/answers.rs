//! Answers of other services: the pending one counts, whatever else comes.

use super::*;

#[test]
fn with_the_facts_the_place_is_asked_for_by_the_law_of_the_programme() {
    for (runs, basis) in [
        (Some(true), PlaceBasis::Integration),
        (Some(false), PlaceBasis::Lab),
        (None, PlaceBasis::Integration),
    ] {
        let answer = LegalAnswer::Stated(facts(runs));
        given(pending())
            .when(facts_come(FACTS, answer.clone()))
            .then([facts_received(answer), place_asked(basis)]);
    }
}

#[test]
fn no_place_is_asked_for_without_facts() {
    for answer in [LegalAnswer::Unknown, LegalAnswer::NotYours] {
        given(pending()).when(facts_come(FACTS, answer.clone())).then([facts_received(answer)]);
    }
}

#[test]
fn the_answer_about_the_place_is_kept_as_proof() {
    let answer = reserved();
    given(place_pending())
        .when(place_comes(PLACE, answer.clone()))
        .then([Event::PlaceAnswered { question: PLACE, answer }]);
}

#[test]
fn an_answer_to_another_question_or_a_second_one_changes_nothing() {
    given(pending()).when(facts_come(OTHER, stated())).then([]);
    given(place_pending()).when(facts_come(FACTS, LegalAnswer::Unknown)).then([]);
    given(place_pending()).when(place_comes(OTHER, reserved())).then([]);
    given(answered(reserved())).when(place_comes(PLACE, refused_place())).then([]);
    given(pending()).when(place_comes(PLACE, reserved())).then([]);
}

#[test]
fn a_late_answer_changes_nothing_when_the_terms_were_revised_or_it_was_cancelled() {
    let revised = Event::Revised {
        placement: PLACEMENT,
        terms: Terms::of(plan(), &texts()),
        by: Some(CASEWORKER),
        texts: None,
    };
    let cancelled = Event::Cancelled { placement: PLACEMENT, end: None };
    for left in [revised.clone(), cancelled] {
        given([pending(), vec![left.clone()]].concat()).when(facts_come(FACTS, stated())).then([]);
        given([place_pending(), vec![left, given_back(None)]].concat())
            .when(place_comes(PLACE, reserved()))
            .then([]);
    }
    // Nor when it was submitted again: that question is another one.
    let again = [
        vec![revised],
        SignerRole::ALL.iter().map(|it| signed(*it)).collect(),
        vec![submitted(), Event::FactsAsked { question: OTHER, citizen: CITIZEN, on: day(FIRST) }],
    ]
    .concat();
    given([pending(), again].concat()).when(facts_come(FACTS, stated())).then([]);
}

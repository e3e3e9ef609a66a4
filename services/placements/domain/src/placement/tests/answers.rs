//! Answers of other services: the pending one counts, whatever else comes.

use super::*;

/// The place that is asked for after a second submission.
const SECOND: Uuid = Uuid::from_u128(11);

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

fn submitted_by(human: Uuid) -> Event {
    Event::Submitted { placement: PLACEMENT, by: Some(human) }
}

fn asked_again() -> Event {
    Event::FactsAsked { question: OTHER, citizen: CITIZEN, on: day(FIRST) }
}

#[test]
fn what_was_answered_is_asked_anew_and_the_place_that_is_held_is_given_back() {
    let again = || ask(Order::Submit { question: OTHER, seen: true });
    for past in [pending(), place_pending()] {
        given(past).when(again()).then_refused(&Refusal::AnswersPending);
    }
    // Sent twice by mistake: what is held stays held.
    given(answered(reserved()))
        .when(ask(Order::Submit { question: OTHER, seen: false }))
        .then_refused(&Refusal::WrongState("SUBMITTED"));
    given(answered(reserved())).when(again()).then([submitted(), given_back(None), asked_again()]);
    for past in [
        told(LegalAnswer::Unknown),
        told(LegalAnswer::NotYours),
        answered(refused_place()),
        answered(place(PlaceOutcome::UnknownWorkplace, None)),
    ] {
        given(past).when(again()).then([submitted(), asked_again()]);
    }
}

/// Answered, submitted again by somebody else; the facts are asked for anew.
fn submitted_again() -> Vec<Event> {
    let by = Uuid::from_u128(8);
    [answered(reserved()), vec![submitted_by(by), given_back(None), asked_again()]].concat()
}

#[test]
fn once_more_only_the_new_answers_count_and_the_old_place_is_given_back_once() {
    let anew = Answer::Facts { question: OTHER, answer: stated(), place: QuestionId::new(SECOND) };
    for old in [facts_come(FACTS, LegalAnswer::NotYours), place_comes(PLACE, refused_place())] {
        given(submitted_again()).when(old).then([]);
    }
    given(submitted_again())
        .when(by(DECIDER, grant_alone()))
        .then_refused(&Refusal::AnswersPending);
    // Nobody holds a place now: whoever leaves it gives none back.
    let cancelled = Event::Cancelled {
        placement: PLACEMENT,
        end: Some(About { citizen: CITIZEN, content: end() }),
    };
    given(submitted_again()).when(ask(Order::Cancel { end: end() })).then([cancelled]);
    let asked = Event::PlaceAsked {
        question: QuestionId::new(SECOND),
        cvr: plan().cvr,
        p_number: plan().p_number,
        measure: MeasureKind::Internship,
        basis: PlaceBasis::Integration,
        days: plan().days,
        weekly_hours: Some(plan().weekly_hours),
    };
    given(submitted_again())
        .when(Command::Answered(anew))
        .then([Event::FactsReceived { question: OTHER, answer: stated() }, asked]);
}

#[test]
fn who_submits_again_has_a_hand_in_it_and_signatures_and_terms_stay() {
    let state = |past: Vec<Event>| {
        past.iter().fold(Placement::default(), <Placement as kernel::Aggregate>::evolve)
    };
    let (before, after) = (state(answered(reserved())), state(submitted_again()));
    let (before, after) = (before.case().unwrap(), after.case().unwrap());
    assert_eq!(after.hands, [CASEWORKER, Uuid::from_u128(8)]);
    assert_eq!((after.signatures, after.terms), (before.signatures, before.terms));
}

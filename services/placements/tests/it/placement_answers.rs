//! Reactions to what citizens and employers say: each answer counts once, and only where it is waited for.

use proto::{
    citizens::events::v1::LegalFactsRefusal,
    placements::{
        events::v1::{
            LegalFactsAsked, LegalFactsReceived, PlaceAnswerReceived, PlaceAsked, PlaceGivenBack,
            QuestionOpened, QuestionSubject,
        },
        v1::{AnswerState, PlacementState},
    },
    values_v1::PlaceBasis,
};
use tonic::Code;

use crate::{
    igu_support::{P_NUMBER, id, refused},
    support::{
        cancel, draft, facts_come, facts_refused, grant, last_place_asked, messages, refused_comes,
        refused_place, reserved, reserved_comes, revise, stated, submit, system, worker,
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_has_a_stream_of_its_own_that_says_whose_it_is() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (placement, facts) = lejre.submitted().await;
    facts_come(&system, &lejre, &stated(&facts)).await;
    let place = last_place_asked(&system).await.question_id;
    let opened: Vec<QuestionOpened> = messages(&system).await;
    let questions: Vec<_> = opened.iter().map(|it| it.question_id.as_str()).collect();
    assert_eq!(questions, [&facts, &place]);
    for it in &opened {
        assert_eq!(it.subject(), QuestionSubject::Placement);
        assert_eq!(it.subject_id, placement);
    }
    let asked: Vec<LegalFactsAsked> = messages(&system).await;
    assert_eq!(asked[0].question_id, facts);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_is_asked_for_under_the_law_of_the_programme() {
    let system = system().await;
    let lejre = worker(&system, "350");
    for (runs, basis) in [
        (Some(true), PlaceBasis::Integration),
        (Some(false), PlaceBasis::Lab),
        (None, PlaceBasis::Integration),
    ] {
        let (_, question) = lejre.submitted().await;
        let mut facts = stated(&question);
        facts.programme_runs = runs;
        facts_come(&system, &lejre, &facts).await;
        let asked = last_place_asked(&system).await;
        assert_eq!((asked.basis(), asked.weekly_hours), (basis, Some(30)), "{runs:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doubled_and_contrary_answers_change_nothing() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (placement, facts) = lejre.submitted().await;
    facts_come(&system, &lejre, &stated(&facts)).await;
    facts_come(&system, &lejre, &stated(&facts)).await;
    facts_refused(&system, &lejre, &facts, LegalFactsRefusal::NotYours).await;
    let place = last_place_asked(&system).await.question_id;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    let events = system.events().await;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    refused_comes(&system, &lejre, &refused_place(&place)).await;
    let token = facts_come(&system, &lejre, &stated(&facts)).await;
    assert_eq!(system.events().await, events);
    assert_eq!(messages::<LegalFactsReceived>(&system).await.len(), 1);
    assert_eq!(messages::<PlaceAsked>(&system).await.len(), 1);
    assert_eq!(messages::<PlaceAnswerReceived>(&system).await.len(), 1);
    assert_eq!(lejre.summary(&placement, &token).await.place(), AnswerState::Yes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_to_questions_of_others_are_passed_over() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (placement, facts) = lejre.submitted().await;
    let events = system.events().await;
    facts_come(&system, &lejre, &stated(&id())).await;
    facts_refused(&system, &lejre, &id(), LegalFactsRefusal::Unknown).await;
    reserved_comes(&system, &lejre, &reserved(&id())).await;
    // The question is ours, but no place was asked for by it; nor is a placement a question.
    reserved_comes(&system, &lejre, &reserved(&facts)).await;
    facts_come(&system, &lejre, &stated(&placement)).await;
    assert_eq!(system.events().await, events);
    // And nothing behind them is held up.
    let token = facts_come(&system, &lejre, &stated(&facts)).await;
    assert_eq!(lejre.summary(&placement, &token).await.place(), AnswerState::Pending);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_before_a_revision_is_answered_to_nobody() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let placement = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    lejre.signed_by(&placement, &crate::support::EVERYBODY).await;
    let first = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    lejre.revise(revise(&placement, &citizen)).await.unwrap();
    // Nothing was asked for: nothing is given back.
    assert!(messages::<PlaceGivenBack>(&system).await.is_empty());
    lejre.signed_by(&placement, &crate::support::EVERYBODY).await;
    let second = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    assert_ne!(first, second);
    let events = system.events().await;
    facts_come(&system, &lejre, &stated(&first)).await;
    assert_eq!(system.events().await, events, "the first question's answer is late");
    facts_come(&system, &lejre, &stated(&second)).await;

    // The place is asked for: whoever revises gives it back, and asks again.
    let place = last_place_asked(&system).await.question_id;
    let done = lejre.revise(revise(&placement, &citizen)).await.unwrap();
    let back: Vec<PlaceGivenBack> = messages(&system).await;
    assert_eq!((back.len(), &back[0].question_id, back[0].last_day), (1, &place, None));
    assert_eq!(back[0].p_number, P_NUMBER);
    let summary = lejre.summary(&placement, &done.token).await;
    assert_eq!(summary.state(), PlacementState::Draft);
    assert_eq!(
        (summary.legal_facts(), summary.place()),
        (AnswerState::NotAsked, AnswerState::NotAsked)
    );
    lejre.signed_by(&placement, &crate::support::EVERYBODY).await;
    let third = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&third)).await;
    let events = system.events().await;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    assert_eq!(system.events().await, events, "the place of the old terms is late");
    let result = decider.grant(grant(&placement)).await;
    refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");
    let newest = last_place_asked(&system).await.question_id;
    assert_ne!(newest, place);
    reserved_comes(&system, &lejre, &reserved(&newest)).await;
    decider.grant(grant(&placement)).await.unwrap();
    assert_eq!(messages::<PlaceGivenBack>(&system).await.len(), 1, "the new place is held");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cancelled_while_pending_gives_the_place_back_before_the_answer_comes() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (placement, place) = lejre.place_asked(&system).await;
    lejre.cancel(cancel(&placement)).await.unwrap();
    let back: Vec<PlaceGivenBack> = messages(&system).await;
    assert_eq!((back.len(), &back[0].question_id, back[0].last_day), (1, &place, None));
    let events = system.events().await;
    let token = reserved_comes(&system, &lejre, &reserved(&place)).await;
    assert_eq!(system.events().await, events);
    let summary = lejre.summary(&placement, &token).await;
    assert_eq!(summary.state(), PlacementState::Cancelled);
    assert_eq!(summary.place(), AnswerState::NotAsked, "nobody waits for it");

    // Before the facts have come there is no place to give back, and none is asked for when they come.
    let (placement, facts) = lejre.submitted().await;
    lejre.cancel(cancel(&placement)).await.unwrap();
    facts_come(&system, &lejre, &stated(&facts)).await;
    assert_eq!(messages::<PlaceAsked>(&system).await.len(), 1);
    assert_eq!(messages::<PlaceGivenBack>(&system).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_reaction_records_belongs_to_the_asker_and_to_what_caused_it() {
    let system = system().await;
    let migrator = crate::support::somebody(
        &system,
        "849",
        &[kernel::Role::Caseworker, kernel::Role::Migrator],
    );
    let placement = migrator.answered(&system).await;
    let stream: kernel::Uuid = placement.parse().unwrap();
    let events = system.log().read(0, 1000).await.unwrap();
    let ours: Vec<_> = events.iter().filter(|it| it.stream_id == stream).collect();
    assert!(ours.iter().all(|it| it.municipality == "849"));
    let answered = ours.iter().filter(|it| it.trigger == event_log::Trigger::Reaction);
    let types: Vec<_> =
        answered.clone().map(|it| it.type_name.rsplit('.').next().unwrap().to_owned()).collect();
    assert_eq!(types, ["LegalFactsReceived", "PlaceAsked", "PlaceAnswerReceived"]);
    assert!(answered.clone().all(|it| it.causation_id.is_some()));
}

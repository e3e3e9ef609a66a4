//! Submitted again: what was answered from records that were corrected since is asked anew.

use proto::{
    citizens::events::v1::LegalFactsRefusal,
    placements::{
        events::v1::{LegalFactsAsked, PlaceAsked, PlaceGivenBack, PlacementSubmitted},
        v1::{AnswerState, PlacementState, SubmitPlacementRequest},
    },
    values_v1::ReadinessCategory,
};
use tonic::Code;

use crate::{
    igu_support::{System, broken_rules, id, on, refused},
    support::{
        EVERYBODY, FIRST, Worker, cancel, complete, draft, facts_come, facts_refused, grant,
        last_place_asked, messages, refused_comes, refused_place, reserved, reserved_comes, start,
        stated, submit, submit_again, system, worker,
    },
};

/// Six weeks: too long for who is job-ready, and not for who is activity-ready.
async fn six_weeks(user: &Worker) -> (String, String) {
    let mut message = draft(&id());
    message.terms.as_mut().unwrap().last_day = on("2018-04-15");
    let placement = user.draft(message).await.unwrap().answer.placement_id;
    user.signed_by(&placement, &EVERYBODY).await;
    let question = user.submit(submit(&placement)).await.unwrap().answer.question_id;
    (placement, question)
}

/// Answered with this readiness; answers the question of the place.
async fn answered(
    system: &System,
    user: &Worker,
    question: &str,
    readiness: ReadinessCategory,
) -> String {
    let mut facts = stated(question);
    facts.readiness = readiness.into();
    facts_come(system, user, &facts).await;
    let place = last_place_asked(system).await.question_id;
    reserved_comes(system, user, &reserved(&place)).await;
    place
}

/// Which places were given back, in order.
async fn given_back(system: &System) -> Vec<String> {
    let back: Vec<PlaceGivenBack> = messages(system).await;
    back.into_iter().map(|it| it.question_id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_that_was_corrected_gives_another_decision_with_the_same_signatures() {
    let system = system().await;
    let [lejre, other, decider] = [(); 3].map(|()| worker(&system, "350"));
    let (placement, question) = six_weeks(&lejre).await;
    let first = answered(&system, &lejre, &question, ReadinessCategory::JobReady).await;
    let result = decider.grant(grant(&placement)).await;
    assert_eq!(broken_rules(result), ["praktik.length"]);

    let message = submit_again(&system, &placement).await;
    let sent = other.submit(message.clone()).await.unwrap();
    assert_ne!(sent.answer.question_id, question);
    assert_eq!(given_back(&system).await, [first.as_str()]);
    // The same request again is the same submission.
    let events = system.events().await;
    assert_eq!(other.submit(message).await.unwrap().answer, sent.answer);
    assert_eq!(system.events().await, events);
    let shown = lejre.get(&placement, &sent.token).await.unwrap();
    assert!(shown.legal_facts.is_none() && shown.place_proof.is_none());
    assert_eq!((shown.signatures.len(), shown.findings.len()), (3, 0));
    let summary = shown.placement.unwrap();
    assert_eq!(summary.state(), PlacementState::Submitted);
    assert_eq!(
        (summary.legal_facts(), summary.place()),
        (AnswerState::Pending, AnswerState::NotAsked)
    );
    let result = decider.grant(grant(&placement)).await;
    refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");

    let question = sent.answer.question_id;
    let second = answered(&system, &lejre, &question, ReadinessCategory::ActivityReady).await;
    assert_ne!(first, second);
    for hand in [&lejre, &other] {
        refused(hand.grant(grant(&placement)).await, Code::PermissionDenied, "FOUR_EYES");
    }
    decider.grant(grant(&placement)).await.unwrap();
    lejre.start(start(&placement)).await.unwrap();
    lejre.complete(complete(&placement)).await.unwrap();
    assert_eq!(given_back(&system).await, [first, second], "each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_answers_that_come_again_change_nothing() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let (placement, facts) = lejre.submitted().await;
    let place = answered(&system, &lejre, &facts, ReadinessCategory::JobReady).await;
    let anew =
        lejre.submit(submit_again(&system, &placement).await).await.unwrap().answer.question_id;
    let old_ones_come = async || {
        let events = system.events().await;
        facts_come(&system, &lejre, &stated(&facts)).await;
        facts_refused(&system, &lejre, &facts, LegalFactsRefusal::NotYours).await;
        reserved_comes(&system, &lejre, &reserved(&place)).await;
        refused_comes(&system, &lejre, &refused_place(&place)).await;
        assert_eq!(system.events().await, events);
    };
    old_ones_come().await;
    facts_come(&system, &lejre, &stated(&anew)).await;
    old_ones_come().await;
    let result = decider.grant(grant(&placement)).await;
    refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");
    // Whoever leaves it now gives the new place back, and the old one not again.
    let new = last_place_asked(&system).await.question_id;
    lejre.cancel(cancel(&placement)).await.unwrap();
    assert_eq!(given_back(&system).await, [place, new]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_an_answer_is_pending_it_is_not_submitted_again() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let (facts_pending, _) = lejre.submitted().await;
    let (place_pending, _) = lejre.place_asked(&system).await;
    let events = system.events().await;
    for placement in [&facts_pending, &place_pending] {
        let result = lejre.submit(submit_again(&system, placement).await).await;
        refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");
    }
    assert_eq!(system.events().await, events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_did_not_know_is_asked_again_when_they_do() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let (placement, question) = lejre.submitted().await;
    facts_refused(&system, &lejre, &question, LegalFactsRefusal::Unknown).await;
    let anew =
        lejre.submit(submit_again(&system, &placement).await).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&anew)).await;
    let place = last_place_asked(&system).await.question_id;
    refused_comes(&system, &lejre, &refused_place(&place)).await;
    let anew =
        lejre.submit(submit_again(&system, &placement).await).await.unwrap().answer.question_id;
    assert!(given_back(&system).await.is_empty(), "none was held");
    answered(&system, &lejre, &anew, ReadinessCategory::JobReady).await;
    decider.grant(grant(&placement)).await.unwrap();
    let asked: Vec<PlaceAsked> = messages(&system).await;
    assert!(asked.iter().all(|it| it.first_day == on(FIRST)));
    assert_eq!(asked.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_submit_again_at_once_one_asks_and_gives_the_place_back() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.answered(&system).await;
    let message = submit_again(&system, &placement).await;
    let all = (0..6)
        .map(|_| lejre.submit(SubmitPlacementRequest { request_id: id(), ..message.clone() }));
    let (won, lost): (Vec<_>, Vec<_>) =
        futures::future::join_all(all).await.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 5));
    for result in lost {
        refused(result, Code::Aborted, "STALE_VERSION");
    }
    assert_eq!(given_back(&system).await.len(), 1);
    assert_eq!(messages::<PlacementSubmitted>(&system).await.len(), 2);
    assert_eq!(messages::<LegalFactsAsked>(&system).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_by_mistake_gives_no_place_away() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.answered(&system).await;
    let events = system.events().await;
    let result = lejre.submit(submit(&placement)).await;
    refused(result, Code::FailedPrecondition, "WRONG_STATE");
    // Pressed twice: the second does not know what the first did.
    let stale = SubmitPlacementRequest { expected_version: Some(4), ..submit(&placement) };
    refused(lejre.submit(stale).await, Code::Aborted, "STALE_VERSION");
    assert_eq!(system.events().await, events);
}

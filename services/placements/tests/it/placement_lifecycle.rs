//! An internship from draft to end, through gRPC and the reactions.

use proto::{
    citizens::events::v1::LegalFactsRefusal,
    placements::{
        events::v1::{PlaceGivenBack, PlacementGranted},
        v1::{AnswerState, EndReason, PlacementState},
    },
    values_v1::{LengthGround, PlaceBasis, PlaceOccupancy, SignerRole, Verdict},
};
use tonic::Code;

use crate::{
    igu_support::{broken_rules, id, metadata, on, refused, wrong_fields, wrong_state},
    support::{
        EVERYBODY, FIRST, LAST, as_caller, cancel, complete, draft, facts_come, facts_refused,
        grant, interrupt, last_place_asked, messages, refused_comes, refused_place, reject,
        reserved, reserved_comes, revise, sign, somebody, start, stated, submit, system, worker,
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_internship_goes_from_draft_to_its_last_day() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let placement = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    lejre.signed_by(&placement, &EVERYBODY).await;
    let question = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&question)).await;
    let asked = last_place_asked(&system).await;
    assert_eq!(asked.basis(), PlaceBasis::Integration);
    assert_eq!((asked.first_day, asked.last_day), (on(FIRST), on(LAST)));
    let token = reserved_comes(&system, &lejre, &reserved(&asked.question_id)).await;

    let shown = lejre.get(&placement, &token).await.unwrap();
    let summary = shown.placement.unwrap();
    assert_eq!(summary.state(), PlacementState::Submitted);
    assert_eq!((summary.legal_facts(), summary.place()), (AnswerState::Yes, AnswerState::Yes));
    assert_eq!((summary.citizen_id.as_str(), summary.weekly_hours), (citizen.as_str(), 30));
    assert_eq!(shown.legal_facts.unwrap().age_years, Some(30));
    assert_eq!(shown.occupancy, i32::from(PlaceOccupancy::Untested));
    assert_eq!(shown.place_proof.unwrap().ordinary_employees, Some(12));
    assert_eq!(shown.findings.len(), 1, "those of the place");
    assert_eq!(shown.signatures.len(), 3);
    assert_eq!(shown.purpose, "Dansk på arbejdspladsen");

    let granted = decider.grant(grant(&placement)).await.unwrap();
    let rules: Vec<_> =
        granted.answer.findings.iter().map(|it| it.finding.clone().unwrap().rule).collect();
    assert_eq!(
        rules,
        [
            "praktik.purpose",
            "praktik.length",
            "praktik.extension",
            "praktik.hours",
            "ratio.formula",
            "rep.required",
        ]
    );
    assert!(granted.answer.findings.iter().all(|it| !it.danish.is_empty()));
    // What was answered was stored with the decision.
    let stored: Vec<PlacementGranted> = messages(&system).await;
    let told = granted.answer.findings.iter().map(|it| it.finding.clone().unwrap());
    assert_eq!(stored[0].findings, told.collect::<Vec<_>>());
    assert_eq!(stored[0].decided_by, decider.human.unwrap().to_string());

    lejre.start(start(&placement)).await.unwrap();
    let done = lejre.complete(complete(&placement)).await.unwrap();
    let shown = lejre.get(&placement, &done.token).await.unwrap();
    assert_eq!(shown.findings, granted.answer.findings);
    let summary = shown.placement.unwrap();
    assert_eq!((summary.state(), summary.last_day), (PlacementState::Completed, on(LAST)));
    assert_eq!(summary.version, done.answer.version);
    let back: Vec<PlaceGivenBack> = messages(&system).await;
    assert_eq!(back.len(), 1);
    assert_eq!((&back[0].question_id, back[0].last_day), (&asked.question_id, on(LAST)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_interrupted_gives_its_place_back_from_the_next_day() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.running(&system).await;
    for (last_day, reason) in [
        ("2018-03-04", "DAY_BEFORE_START"),
        (LAST, "DAY_NOT_BEFORE_END"),
        ("2018-04-01", "DAY_NOT_BEFORE_END"),
    ] {
        let result = lejre.interrupt(interrupt(&placement, last_day)).await;
        refused(result, Code::FailedPrecondition, reason);
    }
    let done = lejre.interrupt(interrupt(&placement, "2018-03-09")).await.unwrap();
    let shown = lejre.get(&placement, &done.token).await.unwrap();
    assert_eq!(shown.end_reason(), EndReason::Other);
    assert_eq!(shown.end_text, "Transporten tog to timer.");
    let summary = shown.placement.unwrap();
    assert_eq!(summary.state(), PlacementState::Interrupted);
    assert_eq!(summary.last_day, on("2018-03-09"));
    let back: Vec<PlaceGivenBack> = messages(&system).await;
    assert_eq!(back[0].last_day, on("2018-03-09"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_rejected_gives_its_place_back_and_keeps_the_reason_sealed() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let placement = lejre.answered(&system).await;
    let done = decider.reject(reject(&placement)).await.unwrap();
    assert_eq!(done.answer.findings.len(), 6);
    let shown = lejre.get(&placement, &done.token).await.unwrap();
    assert_eq!(shown.rejection_reason, "Opgaverne er ikke egnede.");
    assert_eq!(shown.findings, done.answer.findings);
    assert_eq!(shown.placement.unwrap().state(), PlacementState::Rejected);
    let back: Vec<PlaceGivenBack> = messages(&system).await;
    assert_eq!((back.len(), back[0].last_day), (1, None));
    wrong_state(decider.grant(grant(&placement)).await, "REJECTED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_law_refuses_is_told_with_rule_act_section_and_facts() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let mut long = draft(&citizen);
    long.terms.as_mut().unwrap().last_day = on("2018-12-31");
    let placement = lejre.draft(long).await.unwrap().answer.placement_id;
    lejre.signed_by(&placement, &EVERYBODY).await;
    let question = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&question)).await;
    let place = last_place_asked(&system).await.question_id;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    let events = system.events().await.len();

    let status = decider.grant(grant(&placement)).await.unwrap_err();
    let told = metadata(&status);
    assert_eq!(told["rule"], "praktik.length");
    assert!(told["citation"].contains("2017:1127 § 23 b"), "{}", told["citation"]);
    assert_eq!(told["on"], FIRST);
    let rules = broken_rules::<()>(Err(status));
    assert_eq!(rules, ["praktik.length", "praktik.extension"]);
    assert_eq!(system.events().await.len(), events, "a refusal stores nothing");

    // With grounds it is lawful: signed and asked anew.
    let mut grounded = revise(&placement, &citizen);
    let terms = grounded.terms.as_mut().unwrap();
    terms.last_day = on("2018-08-31");
    terms.length_grounds =
        vec![LengthGround::NoWorkExperience.into(), LengthGround::AssessedNeed.into()];
    terms.length_ground_text = "Har aldrig arbejdet.".to_owned();
    lejre.revise(grounded).await.unwrap();
    lejre.signed_by(&placement, &EVERYBODY).await;
    let question = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&question)).await;
    let place = last_place_asked(&system).await.question_id;
    let token = reserved_comes(&system, &lejre, &reserved(&place)).await;
    let shown = lejre.get(&placement, &token).await.unwrap();
    assert_eq!(shown.length_grounds.len(), 2);
    assert_eq!(shown.length_ground_text, "Har aldrig arbejdet.");
    decider.grant(grant(&placement)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_the_ratio_rule_refuses_refuses_the_grant() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let (placement, question) = lejre.place_asked(&system).await;
    let token = refused_comes(&system, &lejre, &refused_place(&question)).await;
    let status = decider.grant(grant(&placement)).await.unwrap_err();
    let told = metadata(&status);
    assert_eq!(
        (told["rule"].as_str(), told["ordinary_employees"].as_str()),
        ("ratio.formula", "12")
    );
    assert_eq!(broken_rules::<()>(Err(status)), ["ratio.formula"]);
    let shown = lejre.get(&placement, &token).await.unwrap();
    assert_eq!(shown.placement.unwrap().place(), AnswerState::Refused);
    let finding = shown.findings[0].finding.clone().unwrap();
    assert_eq!(finding.verdict(), Verdict::Breach);
    // Nothing was held, so nothing is given back.
    decider.reject(reject(&placement)).await.unwrap();
    assert!(messages::<PlaceGivenBack>(&system).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_other_services_do_not_know_is_told_by_its_name() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    for (reason, told, state) in [
        (LegalFactsRefusal::Unknown, "CITIZEN_UNKNOWN", AnswerState::Unknown),
        (LegalFactsRefusal::NotYours, "CITIZEN_NOT_YOURS", AnswerState::NotYours),
    ] {
        let (placement, question) = lejre.submitted().await;
        let token = facts_refused(&system, &lejre, &question, reason).await;
        assert_eq!(lejre.summary(&placement, &token).await.legal_facts(), state);
        refused(decider.grant(grant(&placement)).await, Code::FailedPrecondition, told);
    }
    let (placement, question) = lejre.place_asked(&system).await;
    let mut unknown = refused_place(&question);
    unknown.reason = proto::employers::events::v1::PlaceRefusal::UnknownWorkplace.into();
    unknown.findings.clear();
    let token = refused_comes(&system, &lejre, &unknown).await;
    assert_eq!(lejre.summary(&placement, &token).await.place(), AnswerState::Unknown);
    let result = decider.grant(grant(&placement)).await;
    refused(result, Code::FailedPrecondition, "WORKPLACE_UNKNOWN");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_decided_while_answers_are_missing() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let (facts_pending, _) = lejre.submitted().await;
    let (place_pending, _) = lejre.place_asked(&system).await;
    for placement in [&facts_pending, &place_pending] {
        let result = decider.grant(grant(placement)).await;
        refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");
        let result = decider.reject(reject(placement)).await;
        refused(result, Code::FailedPrecondition, "ANSWERS_PENDING");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_takes_another_human() {
    use kernel::Role::{Caseworker, Decider};
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.answered(&system).await;
    refused(lejre.grant(grant(&placement)).await, Code::PermissionDenied, "FOUR_EYES");
    refused(lejre.reject(reject(&placement)).await, Code::PermissionDenied, "FOUR_EYES");
    let machine = as_caller(&system, None, "350", &[Caseworker, Decider]);
    refused(machine.grant(grant(&placement)).await, Code::PermissionDenied, "HUMAN_REQUIRED");
    refused(machine.reject(reject(&placement)).await, Code::PermissionDenied, "HUMAN_REQUIRED");
    // Whoever may not decide is not asked who it is.
    let caseworker = somebody(&system, "350", &[Caseworker]);
    let result = caseworker.grant(grant(&placement)).await;
    refused(result, Code::PermissionDenied, "PERMISSION_DENIED");
    worker(&system, "350").grant(grant(&placement)).await.unwrap();
    // What a machine drafted and sent takes two humans all the same.
    let placement = machine.answered(&system).await;
    refused(lejre.grant(grant(&placement)).await, Code::PermissionDenied, "FOUR_EYES");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signatures_come_in_order_and_the_representatives_may_come_late() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let placement = lejre.drafted().await;
    let early = lejre.sign(sign(&placement, SignerRole::EmployeeRepresentative)).await;
    refused(early, Code::FailedPrecondition, "EMPLOYER_SIGNS_FIRST");
    let missing = lejre.submit(submit(&placement)).await;
    let status = refused(missing, Code::FailedPrecondition, "SIGNATURE_MISSING");
    assert_eq!(metadata(&status)["roles"], "EMPLOYER CITIZEN");
    lejre.signed_by(&placement, &[SignerRole::Employer, SignerRole::Citizen]).await;
    let mut other = sign(&placement, SignerRole::Employer);
    other.signed_on = on("2018-02-02");
    refused(lejre.sign(other).await, Code::FailedPrecondition, "ALREADY_SIGNED");
    let mut future = sign(&placement, SignerRole::EmployeeRepresentative);
    future.signed_on = on("2018-06-02");
    refused(lejre.sign(future).await, Code::FailedPrecondition, "DAY_IN_FUTURE");

    let question = lejre.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(&system, &lejre, &stated(&question)).await;
    let place = last_place_asked(&system).await.question_id;
    reserved_comes(&system, &lejre, &reserved(&place)).await;
    let result = decider.grant(grant(&placement)).await;
    let status = refused(result, Code::FailedPrecondition, "RULE_BREACHED");
    let told = metadata(&status);
    assert_eq!((&*told["rule"], &*told["representative"]), ("rep.required", "NOT_HEARD"));
    // An objection is heard, and the authority decides.
    let mut objection = sign(&placement, SignerRole::EmployeeRepresentative);
    objection.objected = true;
    let recorder = worker(&system, "350");
    let done = recorder.sign(objection).await.unwrap();
    let shown = lejre.get(&placement, &done.token).await.unwrap();
    assert!(shown.signatures.iter().any(|it| it.objected));
    // Who recorded a signature has a hand in it, and does not decide.
    refused(recorder.grant(grant(&placement)).await, Code::PermissionDenied, "FOUR_EYES");
    decider.grant(grant(&placement)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_out_of_order_are_refused_with_the_state() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let draft_id = lejre.drafted().await;
    wrong_state(decider.grant(grant(&draft_id)).await, "DRAFT");
    wrong_state(decider.reject(reject(&draft_id)).await, "DRAFT");
    wrong_state(lejre.start(start(&draft_id)).await, "DRAFT");
    wrong_state(lejre.complete(complete(&draft_id)).await, "DRAFT");
    wrong_state(lejre.interrupt(interrupt(&draft_id, "2018-03-09")).await, "DRAFT");
    let (submitted, _) = lejre.submitted().await;
    wrong_state(lejre.sign(sign(&submitted, SignerRole::Citizen)).await, "SUBMITTED");
    let running = lejre.running(&system).await;
    wrong_state(lejre.cancel(cancel(&running)).await, "RUNNING");
    lejre.complete(complete(&running)).await.unwrap();
    wrong_state(lejre.interrupt(interrupt(&running, "2018-03-09")).await, "COMPLETED");
    let cancelled = lejre.drafted().await;
    lejre.cancel(cancel(&cancelled)).await.unwrap();
    wrong_state(lejre.submit(submit(&cancelled)).await, "CANCELLED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_starts_or_ends_before_its_day() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let granted = lejre.granted(&system).await;
    system.today_is("2018-03-04");
    let lejre = worker(&system, "350");
    refused(lejre.start(start(&granted)).await, Code::FailedPrecondition, "DAY_IN_FUTURE");
    system.today_is("2018-03-05");
    let lejre = worker(&system, "350");
    lejre.start(start(&granted)).await.unwrap();
    refused(lejre.complete(complete(&granted)).await, Code::FailedPrecondition, "DAY_IN_FUTURE");
    let result = lejre.interrupt(interrupt(&granted, "2018-03-06")).await;
    refused(result, Code::FailedPrecondition, "DAY_IN_FUTURE");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_signed_falls_with_a_revision_and_is_never_about_another_citizen() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let citizen = id();
    let placement = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    lejre.signed_by(&placement, &EVERYBODY).await;
    let other = lejre.revise(revise(&placement, &id())).await.unwrap_err();
    assert_eq!(wrong_fields(&other), ["terms.citizen_id"]);
    let mut message = revise(&placement, &citizen);
    message.terms.as_mut().unwrap().tasks = "Stå i kassen".to_owned();
    let done = lejre.revise(message).await.unwrap();
    let shown = lejre.get(&placement, &done.token).await.unwrap();
    assert!(shown.signatures.is_empty());
    assert_eq!(shown.tasks, "Stå i kassen");
    let missing = lejre.submit(submit(&placement)).await;
    refused(missing, Code::FailedPrecondition, "SIGNATURE_MISSING");
}

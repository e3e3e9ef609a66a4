//! From plan to end, and every refusal that is not the law's.

use proto::{
    citizens::events::v1::{LegalFactsRefusal, LegalFactsStated},
    placements::v1::{AnswerState, IguState, IguSummary, LegalFacts},
    values_v1::{IguChannel, ResidenceBasis, Verdict},
};
use tonic::Code::{FailedPrecondition, NotFound};

use crate::igu_support::{
    CONCLUDED, CVR, FIRST_DAY, P_NUMBER, System, annul, cancel, complete, conclude, facts, id, on,
    plan, refused, register, start, stop, wrong_state,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_asks_for_the_facts_of_its_first_day_and_says_the_last_one() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let done = lejre.plan(plan(&citizen)).await.unwrap();
    assert_eq!((done.answer.version, done.answer.last_day), (2, on("2019-02-28")));
    assert_eq!(system.events().await, ["IguPlanned", "LegalFactsAsked", "QuestionOpened"]);
    let shown = lejre.get(&done.answer.igu_id, &done.token).await.unwrap();
    let expected = IguSummary {
        igu_id: done.answer.igu_id,
        citizen_id: citizen,
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        first_day: on(FIRST_DAY),
        last_day: on("2019-02-28"),
        state: IguState::Planned.into(),
        legal_facts: AnswerState::Pending.into(),
        version: 2,
        ..IguSummary::default()
    };
    assert_eq!(shown.igu, Some(expected));
    assert_eq!((shown.legal_facts, shown.findings), (None, Vec::new()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_igu_goes_from_plan_to_completion_and_each_step_is_shown() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.planned(&lejre, &id(), FIRST_DAY).await;

    let done = lejre.conclude(conclude(&igu, CONCLUDED)).await.unwrap();
    assert_eq!(done.answer.version, 4);
    assert_eq!(done.answer.registration_due_on, on("2017-03-20"));
    assert_eq!(done.answer.findings.len(), 7);
    let shown = lejre.get(&igu, &done.token).await.unwrap();
    let stated = LegalFacts {
        on: on(FIRST_DAY),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: ResidenceBasis::Refugee.into(),
        programme_runs: Some(true),
        ..LegalFacts::default()
    };
    assert_eq!(shown.legal_facts, Some(stated));
    assert_eq!(shown.findings, done.answer.findings);
    for it in &shown.findings {
        let finding = it.finding.as_ref().unwrap();
        assert_eq!(finding.verdict(), Verdict::Holds, "{}", finding.rule);
        assert!(!it.danish.is_empty() && !it.english.is_empty() && !finding.citation.is_empty());
    }
    let igu_now = shown.igu.unwrap();
    assert_eq!(igu_now.state(), IguState::Concluded);
    assert_eq!(igu_now.legal_facts(), AnswerState::Yes);
    assert_eq!(igu_now.concluded_on, on(CONCLUDED));
    assert_eq!(igu_now.registration_due_on, on("2017-03-20"));
    assert_eq!((igu_now.registered_on, igu_now.channel), (None, 0));

    let done = lejre.register(register(&igu, "2017-03-05")).await.unwrap();
    let shown = lejre.get(&igu, &done.token).await.unwrap();
    assert_eq!(shown.findings.len(), 8);
    assert_eq!(shown.findings[7..], done.answer.findings);
    let igu_now = shown.igu.unwrap();
    assert_eq!(igu_now.registered_on, on("2017-03-05"));
    assert_eq!(igu_now.channel(), IguChannel::Vitas);
    assert_eq!(igu_now.state(), IguState::Concluded, "it is a fact beside");

    let done = lejre.start(start(&igu)).await.unwrap();
    assert_eq!(lejre.summary(&igu, &done.token).await.state(), IguState::Running);

    system.today_is("2019-03-15");
    let lejre = system.caseworker("350");
    let done = lejre.complete(complete(&igu, "2019-03-10")).await.unwrap();
    let igu_now = lejre.summary(&igu, &done.token).await;
    assert_eq!(igu_now.state(), IguState::Completed);
    assert_eq!(igu_now.last_day, on("2019-03-10"), "the real one");
    assert_eq!(igu_now.version, done.answer.version);

    let of_the_igu = system.events_of(&igu).await;
    assert_eq!(
        of_the_igu,
        [
            "IguPlanned",
            "LegalFactsAsked",
            "LegalFactsReceived",
            "IguAgreementConcluded",
            "IguRegistered",
            "IguStarted",
            "IguCompleted",
        ]
    );
    let noted = system.events().await.iter().filter(|it| *it == "CitizenIguNoted").count();
    assert_eq!(noted, 2, "at the conclusion and at the completion");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stopped_cancelled_or_annulled_is_shown_so() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let stopped = system.running_igu(&lejre, &id()).await;
    let done = lejre.stop(stop(&stopped, "2017-03-09")).await.unwrap();
    let shown = lejre.summary(&stopped, &done.token).await;
    assert_eq!((shown.state(), shown.last_day), (IguState::Stopped, on("2017-03-09")));

    let cancelled = system.concluded(&lejre, &id()).await;
    let done = lejre.cancel(cancel(&cancelled)).await.unwrap();
    let shown = lejre.summary(&cancelled, &done.token).await;
    assert_eq!((shown.state(), shown.last_day), (IguState::Cancelled, on("2019-02-28")));

    for annulled in [stopped, cancelled, system.running_igu(&lejre, &id()).await] {
        let done = lejre.annul(annul(&annulled)).await.unwrap();
        assert_eq!(lejre.summary(&annulled, &done.token).await.state(), IguState::Annulled);
        // Again: it is already so.
        let again = lejre.annul(annul(&annulled)).await.unwrap();
        assert_eq!(again.answer, done.answer);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_concluded_before_the_answer_or_without_the_citizen() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let planned = lejre.plan(plan(&id())).await.unwrap().answer;
    let early = lejre.conclude(conclude(&planned.igu_id, CONCLUDED)).await;
    refused(early, FailedPrecondition, "ANSWERS_PENDING");
    // The answer to another question is not this one's.
    system.answered(&lejre, &id(), facts(FIRST_DAY)).await;
    let early = lejre.conclude(conclude(&planned.igu_id, CONCLUDED)).await;
    refused(early, FailedPrecondition, "ANSWERS_PENDING");

    for (why, reason, state) in [
        (LegalFactsRefusal::Unknown, "CITIZEN_UNKNOWN", AnswerState::Unknown),
        (LegalFactsRefusal::NotYours, "CITIZEN_NOT_YOURS", AnswerState::NotYours),
    ] {
        let planned = lejre.plan(plan(&id())).await.unwrap().answer;
        let token = system.refused(&lejre, &planned.question_id, why).await;
        let result = lejre.conclude(conclude(&planned.igu_id, CONCLUDED)).await;
        refused(result, FailedPrecondition, reason);
        let shown = lejre.get(&planned.igu_id, &token).await.unwrap();
        assert_eq!(shown.legal_facts, None);
        assert_eq!(shown.igu.unwrap().legal_facts(), state);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_again_or_too_late_changes_nothing() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let planned = lejre.plan(plan(&id())).await.unwrap().answer;
    system.answered(&lejre, &planned.question_id, facts(FIRST_DAY)).await;
    let other = LegalFactsStated { age_years: Some(60), ..facts(FIRST_DAY) };
    let token = system.answered(&lejre, &planned.question_id, other).await;
    system.refused(&lejre, &planned.question_id, LegalFactsRefusal::Unknown).await;
    let shown = lejre.get(&planned.igu_id, &token).await.unwrap();
    assert_eq!(shown.legal_facts.unwrap().age_years, Some(30));
    assert_eq!(
        system.events_of(&planned.igu_id).await,
        ["IguPlanned", "LegalFactsAsked", "LegalFactsReceived"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_out_of_order_is_refused_with_the_state() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let planned = system.planned(&lejre, &id(), FIRST_DAY).await;
    wrong_state(lejre.register(register(&planned, "2017-03-05")).await, "PLANNED");
    wrong_state(lejre.start(start(&planned)).await, "PLANNED");
    wrong_state(lejre.stop(stop(&planned, "2017-03-05")).await, "PLANNED");
    wrong_state(lejre.complete(complete(&planned, "2019-02-28")).await, "PLANNED");

    let concluded = system.concluded(&lejre, &id()).await;
    wrong_state(lejre.conclude(conclude(&concluded, CONCLUDED)).await, "CONCLUDED");
    wrong_state(lejre.stop(stop(&concluded, "2017-03-05")).await, "CONCLUDED");

    let running = system.running_igu(&lejre, &id()).await;
    wrong_state(lejre.cancel(cancel(&running)).await, "RUNNING");
    wrong_state(lejre.conclude(conclude(&running, CONCLUDED)).await, "RUNNING");
    // Started again it is already so; stopped again its reason would be lost.
    lejre.start(start(&running)).await.unwrap();
    lejre.stop(stop(&running, "2017-03-05")).await.unwrap();
    wrong_state(lejre.stop(stop(&running, "2017-03-05")).await, "STOPPED");
    wrong_state(lejre.start(start(&running)).await, "STOPPED");

    lejre.annul(annul(&running)).await.unwrap();
    wrong_state(lejre.register(register(&running, "2017-03-05")).await, "ANNULLED");
    lejre.cancel(cancel(&concluded)).await.unwrap();
    wrong_state(lejre.cancel(cancel(&concluded)).await, "CANCELLED");
    wrong_state(lejre.register(register(&concluded, "2017-03-05")).await, "CANCELLED");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_completed_stays_so() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.running_igu(&lejre, &id()).await;
    system.today_is("2019-03-15");
    let lejre = system.caseworker("350");
    let done = lejre.complete(complete(&igu, "2019-02-28")).await.unwrap();
    let again = lejre.complete(complete(&igu, "2019-02-28")).await.unwrap();
    assert_eq!(again.answer, done.answer, "the same again is already so");
    wrong_state(lejre.complete(complete(&igu, "2019-03-01")).await, "COMPLETED");
    wrong_state(lejre.stop(stop(&igu, "2018-03-01")).await, "COMPLETED");
    wrong_state(lejre.start(start(&igu)).await, "COMPLETED");
    // But when it was recorded by mistake.
    let done = lejre.annul(annul(&igu)).await.unwrap();
    assert_eq!(lejre.summary(&igu, &done.token).await.state(), IguState::Annulled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ran_its_time_without_being_completed_is_stopped_on_its_last_day_or_later() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let (first, second) = (id(), id());
    let igus =
        [system.running_igu(&lejre, &first).await, system.running_igu(&lejre, &second).await];
    // The planned last day is 2019-02-28.
    system.today_is("2019-03-15");
    let lejre = system.caseworker("350");
    for (igu, last_day) in igus.iter().zip(["2019-02-28", "2019-03-15"]) {
        let done = lejre.stop(stop(igu, last_day)).await.unwrap();
        let shown = lejre.summary(igu, &done.token).await;
        assert_eq!((shown.state(), shown.last_day), (IguState::Stopped, on(last_day)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_day_has_its_bounds_on_both_sides() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let future = |result, reason| refused(result, FailedPrecondition, reason);

    let igu = system.planned(&lejre, &id(), "2017-03-11").await;
    future(lejre.conclude(conclude(&igu, "2017-03-11")).await.map(drop), "DAY_IN_FUTURE");
    lejre.conclude(conclude(&igu, "2017-03-10")).await.unwrap();
    future(lejre.register(register(&igu, "2017-03-09")).await.map(drop), "DAY_BEFORE_CONCLUSION");
    future(lejre.register(register(&igu, "2017-03-11")).await.map(drop), "DAY_IN_FUTURE");
    lejre.register(register(&igu, "2017-03-10")).await.unwrap();
    for again in ["2017-03-10", "2017-03-11"] {
        let again = lejre.register(register(&igu, again)).await.map(drop);
        refused(again, FailedPrecondition, "ALREADY_REGISTERED");
    }
    future(lejre.start(start(&igu)).await.map(drop), "DAY_IN_FUTURE");
    system.today_is("2017-03-11");
    let lejre = system.caseworker("350");
    lejre.start(start(&igu)).await.unwrap();
    future(lejre.stop(stop(&igu, "2017-03-10")).await.map(drop), "DAY_BEFORE_START");
    future(lejre.stop(stop(&igu, "2017-03-12")).await.map(drop), "DAY_IN_FUTURE");

    // The planned last day is 2019-03-10.
    system.today_is("2019-03-10");
    let lejre = system.caseworker("350");
    future(lejre.complete(complete(&igu, "2019-03-09")).await.map(drop), "DAY_BEFORE_END");
    future(lejre.complete(complete(&igu, "2019-03-11")).await.map(drop), "DAY_IN_FUTURE");
    lejre.complete(complete(&igu, "2019-03-10")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_planned_is_not_found() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    refused(lejre.get(&id(), "").await, NotFound, "NOT_FOUND");
    refused(lejre.start(start(&id())).await, NotFound, "NOT_FOUND");
    // The id of a question, and of the citizen's history, is no IGU.
    let citizen = id();
    let planned = lejre.plan(plan(&citizen)).await.unwrap().answer;
    refused(lejre.annul(annul(&planned.question_id)).await, NotFound, "NOT_FOUND");
    let history = kernel::stream_id(citizen.parse().unwrap(), "igu_history").to_string();
    refused(lejre.annul(annul(&history)).await, NotFound, "NOT_FOUND");
}

//! One IGU for a citizen at a time, and one completed for ever, wherever in the cell.

use proto::values_v1::Verdict;
use tonic::Code::FailedPrecondition;

use crate::igu_support::{
    CONCLUDED, FIRST_DAY, System, User, annul, broken_rules, cancel, complete, conclude, id,
    metadata, refused, stop,
};

/// The verdict of the rule of one IGU when another plan of the citizen is concluded.
async fn verdict(system: &System, user: &User, citizen: &str) -> Verdict {
    let second = system.planned(user, citizen, "2017-03-10").await;
    let done = user.conclude(conclude(&second, "2017-03-09")).await.unwrap();
    let findings = done.answer.findings.into_iter().filter_map(|it| it.finding);
    let once = findings.into_iter().find(|it| it.rule == "igu.once").unwrap();
    once.verdict()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_is_refused_while_one_is_concluded_or_runs_in_any_municipality() {
    let system = System::start().await;
    let (lejre, kolding) = (system.caseworker("350"), system.caseworker("621"));
    let (waits, runs) = (id(), id());
    system.concluded(&lejre, &waits).await;
    system.running_igu(&lejre, &runs).await;
    for citizen in [&waits, &runs] {
        for user in [&lejre, &kolding] {
            let second = system.planned(user, citizen, "2017-03-10").await;
            let result = user.conclude(conclude(&second, "2017-03-09")).await;
            assert_eq!(broken_rules(result), ["igu.once"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_stopped_one_another_is_concluded_with_a_warning() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let first = system.running_igu(&lejre, &citizen).await;
    lejre.stop(stop(&first, "2017-03-09")).await.unwrap();
    assert_eq!(verdict(&system, &lejre, &citizen).await, Verdict::Warns);
    // Now that one holds it. To annul the first gives nothing back that the second has.
    lejre.annul(annul(&first)).await.unwrap();
    let third = system.planned(&lejre, &citizen, "2017-03-10").await;
    let result = lejre.conclude(conclude(&third, "2017-03-10")).await;
    assert_eq!(broken_rules(result), ["igu.once"]);
    assert_eq!(claims(&system).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_to_nothing_stands_in_nobodys_way() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let (cancelled, annulled, never) = (id(), id(), id());
    let igu = system.concluded(&lejre, &cancelled).await;
    lejre.cancel(cancel(&igu)).await.unwrap();
    let igu = system.running_igu(&lejre, &annulled).await;
    lejre.annul(annul(&igu)).await.unwrap();
    let igu = system.planned(&lejre, &never, FIRST_DAY).await;
    lejre.cancel(cancel(&igu)).await.unwrap();
    assert_eq!(claims(&system).await, 0);
    for citizen in [&cancelled, &annulled, &never] {
        assert_eq!(verdict(&system, &lejre, citizen).await, Verdict::Holds);
    }
    assert_eq!(claims(&system).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_completion_that_was_a_mistake_gives_the_one_back() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let igu = system.running_igu(&lejre, &citizen).await;
    system.today_is("2019-03-15");
    let lejre = system.caseworker("350");
    lejre.complete(complete(&igu, "2019-02-28")).await.unwrap();
    assert_eq!(claims(&system).await, 1);
    lejre.annul(annul(&igu)).await.unwrap();
    assert_eq!(claims(&system).await, 0);
    assert_eq!(verdict(&system, &lejre, &citizen).await, Verdict::Holds);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn to_give_up_a_plan_releases_nothing_that_another_igu_holds() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    system.concluded(&lejre, &citizen).await;
    for end in [true, false] {
        let planned = system.planned(&lejre, &citizen, "2017-03-10").await;
        if end {
            lejre.cancel(cancel(&planned)).await.unwrap();
        } else {
            lejre.annul(annul(&planned)).await.unwrap();
        }
        assert_eq!(claims(&system).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_completed_one_another_is_refused_for_ever_with_its_day() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let first = system.running_igu(&lejre, &citizen).await;
    system.today_is("2019-04-01");
    let (lejre, kolding) = (system.caseworker("350"), system.caseworker("621"));
    lejre.complete(complete(&first, "2019-02-28")).await.unwrap();
    assert_eq!(claims(&system).await, 1, "never given back");
    let second = system.planned(&kolding, &citizen, "2019-04-01").await;
    let result = kolding.conclude(conclude(&second, "2019-03-31")).await;
    let status = refused(result, FailedPrecondition, "RULE_BREACHED");
    let told = metadata(&status);
    assert_eq!(told["rule"], "igu.once");
    assert!(told.values().any(|it| it == "2019-02-28"), "the day it was completed: {told:?}");
    let stands = ["IguPlanned", "LegalFactsAsked", "LegalFactsReceived"];
    assert_eq!(system.events_of(&second).await, stands);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_are_concluded_at_once_one_wins() {
    let system = System::start().await;
    let citizen = id();
    let mut plans = Vec::new();
    for municipality in ["350", "621", "849", "217"] {
        let user = system.caseworker(municipality);
        for _ in 0..3 {
            plans.push((user.clone(), system.planned(&user, &citizen, FIRST_DAY).await));
        }
    }
    let all = plans.iter().map(|(user, igu)| user.conclude(conclude(igu, CONCLUDED)));
    let (won, lost): (Vec<_>, Vec<_>) =
        futures::future::join_all(all).await.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    assert_eq!(lost.len(), 11);
    for result in lost {
        assert_eq!(broken_rules(result), ["igu.once"]);
    }
    let concluded = system.events().await;
    let concluded = concluded.iter().filter(|it| *it == "IguAgreementConcluded").count();
    assert_eq!((concluded, claims(&system).await), (1, 1));
}

/// How many claims on the one IGU are held.
async fn claims(system: &System) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM log.claim WHERE kind = 'igu' AND scope = '000'")
        .fetch_one(&system.db().superuser())
        .await
        .unwrap()
}

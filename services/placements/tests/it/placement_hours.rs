//! One citizen in several internships: the hours of all of them together, wherever in the cell.

use std::collections::BTreeMap;

use kernel::{Uuid, stream_id};
use proto::{
    placements::{
        events::v1::{CitizenInternshipLapsed, CitizenInternshipNoted},
        v1 as pb,
    },
    values_v1::{ExplainedFinding, Verdict},
};

use crate::{
    igu_support::{System, id, on},
    support::{
        EVERYBODY, FIRST, LAST, Worker, cancel, draft, facts_come, grant, interrupt,
        last_place_asked, messages, reject, reserved, reserved_comes, start, stated, submit,
        system, worker,
    },
};

/// Submitted and answered, for a citizen and for 30 hours a week on these days; answers the placement's id.
async fn answered(
    system: &System,
    user: &Worker,
    citizen: &str,
    (first, last): (&str, &str),
) -> String {
    let mut message = draft(citizen);
    let terms = message.terms.as_mut().unwrap();
    (terms.first_day, terms.last_day) = (on(first), on(last));
    let placement = user.draft(message).await.unwrap().answer.placement_id;
    user.signed_by(&placement, &EVERYBODY).await;
    let question = user.submit(submit(&placement)).await.unwrap().answer.question_id;
    facts_come(system, user, &stated(&question)).await;
    let place = last_place_asked(system).await.question_id;
    reserved_comes(system, user, &reserved(&place)).await;
    placement
}

/// By somebody else; answers what the rule of the hours said.
async fn granted(system: &System, user: &Worker, placement: &str) -> ExplainedFinding {
    let decider = worker(system, &user.municipality);
    of_hours(decider.grant(grant(placement)).await.unwrap().answer.findings)
}

fn of_hours(findings: Vec<ExplainedFinding>) -> ExplainedFinding {
    let rule = |it: &ExplainedFinding| it.finding.as_ref().unwrap().rule == "praktik.hours";
    findings.into_iter().find(rule).expect("the hours were looked at")
}

fn verdict(explained: &ExplainedFinding) -> Verdict {
    explained.finding.as_ref().unwrap().verdict()
}

fn numbers(explained: &ExplainedFinding) -> BTreeMap<&str, i64> {
    let facts = explained.finding.as_ref().unwrap().facts.iter();
    facts.filter_map(|it| Some((it.name.as_str(), it.number?))).collect()
}

const DAYS: (&str, &str) = (FIRST, LAST);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_citizen_granted_twice_for_the_same_days_is_noticed_in_any_municipality() {
    let system = system().await;
    let (lejre, kolding) = (worker(&system, "350"), worker(&system, "621"));
    for second in [&lejre, &kolding] {
        let citizen = id();
        // Both are submitted before either is granted.
        let placements = [
            answered(&system, &lejre, &citizen, DAYS).await,
            answered(&system, second, &citizen, DAYS).await,
        ];
        let first = granted(&system, &lejre, &placements[0]).await;
        assert_eq!(verdict(&first), Verdict::Holds);
        let noticed = granted(&system, second, &placements[1]).await;
        assert_eq!(verdict(&noticed), Verdict::Warns);
        let told = [
            ("limit_weekly_hours", 37),
            ("other_internships", 1),
            ("weekly_hours_of_others", 30),
            ("weekly_hours_with_this", 60),
        ];
        assert_eq!(numbers(&noticed), BTreeMap::from(told));
        for words in ["60", "37", "2016:1208 § 36, stk. 2"] {
            assert!(noticed.danish.contains(words), "{}", noticed.danish);
        }
        // It is stored with the decision.
        let done = second.start(start(&placements[1])).await.unwrap();
        let shown = second.get(&placements[1], &done.token).await.unwrap();
        assert_eq!(of_hours(shown.findings), noticed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_noted_stands_on_a_stream_of_the_citizen_with_ids_days_and_hours_only() {
    let system = system().await;
    let (lejre, kolding) = (worker(&system, "350"), worker(&system, "621"));
    let citizen = id();
    let first = answered(&system, &lejre, &citizen, DAYS).await;
    granted(&system, &lejre, &first).await;
    lejre.start(start(&first)).await.unwrap();
    lejre.interrupt(interrupt(&first, "2018-03-09")).await.unwrap();
    let second = answered(&system, &kolding, &citizen, DAYS).await;
    granted(&system, &kolding, &second).await;
    kolding.cancel(cancel(&second)).await.unwrap();

    let stream = stream_id(citizen.parse::<Uuid>().unwrap(), "internship_history");
    let events = system.log().read(0, 1000).await.unwrap();
    let of_citizen: Vec<_> = events.iter().filter(|it| it.stream_id == stream).collect();
    let whose: Vec<_> = of_citizen.iter().map(|it| it.municipality.as_str()).collect();
    assert_eq!(whose, ["350", "350", "621", "621"]);
    let noted = |placement_id: &str, last: &str| CitizenInternshipNoted {
        citizen_id: citizen.clone(),
        placement_id: placement_id.to_owned(),
        first_day: on(FIRST),
        last_day: on(last),
        weekly_hours: 30,
    };
    assert_eq!(
        messages::<CitizenInternshipNoted>(&system).await,
        [noted(&first, LAST), noted(&first, "2018-03-09"), noted(&second, LAST)]
    );
    let lapsed = CitizenInternshipLapsed { citizen_id: citizen.clone(), placement_id: second };
    assert_eq!(messages::<CitizenInternshipLapsed>(&system).await, [lapsed]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_was_interrupted_counts_to_its_last_day_and_one_that_was_cancelled_not_at_all() {
    let system = system().await;
    let lejre = worker(&system, "350");
    for (last_day, expected) in [("2018-03-11", Verdict::Holds), ("2018-03-12", Verdict::Warns)] {
        let citizen = id();
        let first = answered(&system, &lejre, &citizen, DAYS).await;
        granted(&system, &lejre, &first).await;
        lejre.start(start(&first)).await.unwrap();
        lejre.interrupt(interrupt(&first, last_day)).await.unwrap();
        let second = answered(&system, &lejre, &citizen, ("2018-03-12", LAST)).await;
        assert_eq!(verdict(&granted(&system, &lejre, &second).await), expected, "{last_day}");
    }
    let citizen = id();
    let first = answered(&system, &lejre, &citizen, DAYS).await;
    granted(&system, &lejre, &first).await;
    lejre.cancel(cancel(&first)).await.unwrap();
    let second = answered(&system, &lejre, &citizen, DAYS).await;
    assert_eq!(verdict(&granted(&system, &lejre, &second).await), Verdict::Holds);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejection_is_told_of_the_hours_too_and_leaves_none() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let mut placements = Vec::new();
    for _ in 0..3 {
        placements.push(answered(&system, &lejre, &citizen, DAYS).await);
    }
    granted(&system, &lejre, &placements[0]).await;
    let rejected = decider.reject(reject(&placements[1])).await.unwrap().answer;
    assert_eq!(verdict(&of_hours(rejected.findings)), Verdict::Warns);
    let third = granted(&system, &lejre, &placements[2]).await;
    assert_eq!(numbers(&third)["other_internships"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_are_granted_at_once_each_is_told_of_those_before_it() {
    let system = system().await;
    let citizen = id();
    let mut answered_ones = Vec::new();
    for municipality in ["350", "621", "849", "217"] {
        let user = worker(&system, municipality);
        for _ in 0..2 {
            let placement = answered(&system, &user, &citizen, DAYS).await;
            answered_ones.push((worker(&system, municipality), placement));
        }
    }
    let all = answered_ones.iter().map(|(decider, placement)| decider.grant(grant(placement)));
    let done = futures::future::join_all(all).await;
    let findings = |done: &crate::igu_support::Done<pb::GrantPlacementResponse>| {
        of_hours(done.answer.findings.clone())
    };
    let told: Vec<_> = done.iter().map(|it| findings(it.as_ref().unwrap())).collect();
    let mut others: Vec<_> = told.iter().map(|it| numbers(it)["other_internships"]).collect();
    others.sort_unstable();
    assert_eq!(others, [0, 1, 2, 3, 4, 5, 6, 7]);
    let holds = told.iter().filter(|it| verdict(it) == Verdict::Holds).count();
    assert_eq!(holds, 1, "all others warn");
}

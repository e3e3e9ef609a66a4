//! What was asked on wrong records is asked again when they are right, without anybody signing again; and a citizen who
//! is granted twice for the same days is noticed.

use kernel::Role;
use proto::{
    placements::v1 as pb,
    values_v1::{Finding, PlaceOccupancy, Verdict},
};

use tonic::Status;

use crate::{
    case::{
        Desk, commands,
        company::P_NUMBER,
        internship::{self, FIRST, reason, terms},
    },
    recorded::{self, Questions},
    system::System,
};

/// What a rule said at a grant.
fn said(granted: &pb::GrantPlacementResponse, rule: &str) -> Option<Finding> {
    let mut all = granted.findings.iter().filter_map(|it| it.finding.as_ref());
    all.find(|it| it.rule == rule).cloned()
}

fn number(finding: &Finding, fact: &str) -> Option<i64> {
    finding.facts.iter().find(|it| it.name == fact).and_then(|it| it.number)
}

async fn submit_again(
    desk: &Desk,
    placement_id: &str,
    version: i64,
) -> Result<pb::SubmitPlacementResponse, Status> {
    let message = internship::submit_again(placement_id, version);
    desk.send(
        message,
        |mut it, message| async move { it.placements.submit_placement(message).await },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_on_wrong_records_is_asked_again_and_held_once() {
    let mut system = System::start().await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    // Two places, and others hold none.
    desk.workplace(P_NUMBER, 10, 0).await;
    let citizen = desk.in_programme(1).await;
    let id = desk.submitted(terms(&citizen)).await;
    desk.answered().await;
    let shown = desk.placement(&id).await;
    let runs = shown.legal_facts.as_ref().unwrap().programme_runs;
    assert_eq!((runs, shown.occupancy()), (Some(true), PlaceOccupancy::Untested));

    // The programme had ended: nobody had recorded that.
    let ended = desk
        .send(commands::end_programme(&citizen, "2018-02-28"), |mut it, message| async move {
            it.citizens.end_programme(message).await
        });
    ended.await.unwrap();
    desk.answered().await;
    system.employers.stop();
    let version = shown.placement.unwrap().version;
    let sent = submit_again(&desk, &id, version).await.unwrap();
    let refused = submit_again(&desk, &id, sent.version).await.unwrap_err();
    assert_eq!(reason(&refused), "ANSWERS_PENDING");
    system.employers.restart();
    let desk = desk.moved(&system).await;
    desk.answered().await;

    let deciding = desk.with(system.caller("350", &[Role::Decider]));
    let granted = deciding.grant(&id).await.unwrap();
    assert_eq!(said(&granted, "ratio.internship_integration"), None);
    let tested = said(&granted, "ratio.formula").unwrap();
    assert_eq!(
        (tested.verdict(), number(&tested, "supported_with_this")),
        (Verdict::Holds, Some(1))
    );
    let questions = Questions::of(&system).await;
    questions.each_is_answered_once();
    assert_eq!((questions.facts_asked.len(), questions.places_reserved.len()), (2, 2));
    assert_eq!(questions.places_given_back.len(), 1);
    assert_eq!(questions.places_released, questions.places_given_back);
    assert_eq!(desk.places(P_NUMBER, FIRST).await.supported_here, 1);
    let stream = recorded::names_on(&system, &id).await;
    assert_eq!(stream.iter().filter(|it| *it == "PlacementSigned").count(), 3);

    // Thirty hours a week, twice.
    let again = desk.submitted(terms(&citizen)).await;
    desk.answered().await;
    let granted = deciding.grant(&again).await.unwrap();
    let hours = said(&granted, "praktik.hours").unwrap();
    let all = number(&hours, "weekly_hours_with_this");
    assert_eq!((hours.verdict(), all), (Verdict::Warns, Some(60)));
}

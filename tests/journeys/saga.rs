//! What must hold of sagas in the end, whatever happened on their way.

use kernel::Role;
use tonic::Code;
use tonic_types::StatusExt;

use crate::{
    case::{
        Desk,
        company::P_NUMBER,
        internship::{self, FIRST, reason},
    },
    recorded::Questions,
    system::System,
};

/// What was submitted.
#[derive(Default)]
pub struct Cases {
    pub placements: Vec<String>,
    pub igus: Vec<String>,
}

/// Every submission ends granted or refused by law, every question has one answer, and when all have left, no place
/// is held.
pub async fn settled(system: &System, desk: &Desk, cases: &Cases) {
    desk.answered().await;
    let questions = Questions::of(system).await;
    questions.each_is_answered_once();
    // One question each, and a place for each internship.
    assert_eq!(questions.facts_asked.len(), cases.placements.len() + cases.igus.len());
    assert_eq!(questions.places_asked.len(), cases.placements.len());

    let deciding = desk.with(system.caller("350", &[Role::Decider]));
    let (mut granted, mut refused) = (Vec::new(), Vec::new());
    for id in &cases.placements {
        match deciding.grant(id).await {
            Ok(_) => granted.push(id),
            Err(status) => {
                assert_eq!(
                    (status.code(), reason(&status)),
                    (Code::FailedPrecondition, "RULE_BREACHED".into())
                );
                let details = status.get_error_details();
                assert_eq!(details.error_info().unwrap().metadata["rules"], "ratio.formula");
                refused.push(id);
            }
        }
    }
    for id in &cases.igus {
        desk.conclude_igu(id).await.unwrap();
    }
    let held = (questions.places_reserved.len(), questions.places_refused.len());
    assert_eq!(held, (granted.len(), refused.len()));
    assert!(granted.len() >= 5 && !refused.is_empty(), "{held:?}");
    let here = i64::try_from(granted.len()).unwrap();
    assert_eq!(desk.places(P_NUMBER, FIRST).await.supported_here, here);

    let used = left(desk, &deciding, &granted, &refused).await;
    desk.answered().await;
    Questions::of(system).await.all_is_given_back();
    assert_eq!(desk.places(P_NUMBER, FIRST).await.supported_here, used);
    assert_eq!(desk.places(P_NUMBER, "2018-03-13").await.supported_here, 0);
}

/// Everyone leaves: the first half after a week, the others before they begin. Answers how many began.
async fn left(desk: &Desk, deciding: &Desk, granted: &[&String], refused: &[&String]) -> i64 {
    for id in refused {
        let message = deciding.caller.asks(internship::reject(id, "Der er ikke plads."));
        desk.noted(desk.placements.clone().reject_placement(message).await.unwrap());
    }
    let (begin, never) = granted.split_at(granted.len() / 2);
    for id in begin {
        desk.start(id).await;
        let message = desk.caller.asks(internship::interrupt(id, "2018-03-12"));
        desk.noted(desk.placements.clone().interrupt_placement(message).await.unwrap());
    }
    for id in never {
        desk.cancel(id).await;
    }
    i64::try_from(begin.len()).unwrap()
}

//! What a person goes through in placements: every text that can be written, every way it can be refused.

use kernel::Role;
use proto::{
    placements::v1::{self as pb, EndReason},
    values_v1::LengthGround,
};
use tonic::{Code, Status};

use super::{
    PLANTED,
    life::Lived,
    persons::{Person, Told},
};
use crate::{
    case::{
        Desk, igu,
        internship::{self, draft, reason, terms},
        request_id,
    },
    system::System,
};

/// One internship that is granted and breaks off, one that is rejected, one that is given up, an IGU that the law
/// refuses.
pub async fn live_through(
    system: &System,
    desk: &Desk,
    person: &Person,
    citizen_id: &str,
) -> Lived {
    let terms = written(person, citizen_id);
    let granted = desk.submitted(terms.clone()).await;
    let rejected = desk.submitted(terms.clone()).await;
    let given_up = desk.signed(terms.clone()).await;
    let igu = desk.plan_igu(citizen_id).await;
    desk.answered().await;

    let decider = system.caller("849", &[Role::Decider]).in_trace(&PLANTED);
    let deciding = desk.with(decider);
    deciding.grant(&granted).await.unwrap();
    let mut placements = desk.placements.clone();
    let start = desk.caller.asks(internship::start(&granted));
    desk.noted(placements.start_placement(start).await.unwrap());
    let message = pb::InterruptPlacementRequest {
        reason: EndReason::Other.into(),
        text: person.tells(Told::End),
        ..internship::interrupt(&granted, "2018-03-12")
    };
    desk.noted(placements.interrupt_placement(desk.caller.asks(message)).await.unwrap());
    let message = internship::reject(&rejected, &person.tells(Told::Rejection));
    desk.noted(placements.reject_placement(deciding.caller.asks(message)).await.unwrap());
    let message = pb::CancelPlacementRequest {
        reason: EndReason::Other.into(),
        text: person.tells(Told::End),
        ..internship::cancel(&given_up)
    };
    desk.noted(placements.cancel_placement(desk.caller.asks(message)).await.unwrap());

    let mut refused = vec![desk.conclude_igu(&igu).await.unwrap_err()];
    assert_eq!(reason(&refused[0]), "RULE_BREACHED");
    desk.answered().await;
    shown(desk, person, &terms, [&granted, &rejected]).await;
    refused.extend(refusals(desk, &deciding, person, &terms, &given_up).await);
    let ids = [granted, rejected, given_up, igu];
    Lived { refused, ids: ids.iter().map(|it| it.parse().unwrap()).collect() }
}

fn written(person: &Person, citizen_id: &str) -> pb::Terms {
    pb::Terms {
        purpose: person.tells(Told::Purpose),
        tasks: person.tells(Told::Tasks),
        job_goal: person.tells(Told::JobGoal),
        length_grounds: vec![LengthGround::NoWorkExperience.into()],
        length_ground_text: person.tells(Told::Ground),
        ..terms(citizen_id)
    }
}

/// All of it is there for whoever may open it.
async fn shown(desk: &Desk, person: &Person, terms: &pb::Terms, ids: [&String; 2]) {
    let [granted, rejected] = [desk.placement(ids[0]).await, desk.placement(ids[1]).await];
    for it in [&granted, &rejected] {
        let texts = [&it.purpose, &it.tasks, &it.job_goal, &it.length_ground_text];
        assert_eq!(
            texts,
            [&terms.purpose, &terms.tasks, &terms.job_goal, &terms.length_ground_text]
        );
    }
    assert_eq!(granted.end_text, person.tells(Told::End));
    assert_eq!(rejected.rejection_reason, person.tells(Told::Rejection));
}

/// Everything that can go wrong with a person's words in hand.
async fn refusals(
    desk: &Desk,
    deciding: &Desk,
    person: &Person,
    terms: &pb::Terms,
    given_up: &str,
) -> Vec<Status> {
    let mut refused = Vec::new();
    let mut note = |expected: Code, status: Option<Status>| {
        let status = status.expect("refused");
        assert_eq!(status.code(), expected, "{status:?}");
        refused.push(status);
    };
    let mut placements = desk.placements.clone();
    let wrong = pb::Terms {
        purpose: format!("{}\u{7}", terms.purpose),
        tasks: terms.tasks.repeat(100),
        length_grounds: Vec::new(),
        p_number: person.number.to_owned(),
        cvr: terms.job_goal.clone(),
        ..terms.clone()
    };
    let message = desk.caller.asks(draft(wrong));
    note(Code::InvalidArgument, placements.draft_placement(message).await.err());
    let message = desk.caller.asks(internship::submit(&terms.purpose));
    note(Code::InvalidArgument, placements.submit_placement(message).await.err());

    // Words where none belong, and right ones on a case that is closed.
    let text = person.tells(Told::End);
    let message = pb::CancelPlacementRequest { text, ..internship::cancel(given_up) };
    note(
        Code::InvalidArgument,
        placements.cancel_placement(desk.caller.asks(message.clone())).await.err(),
    );
    let message = pb::CancelPlacementRequest { reason: EndReason::Other.into(), ..message };
    let message = desk.caller.asks(message);
    note(Code::FailedPrecondition, placements.cancel_placement(message).await.err());
    let message = internship::reject(given_up, &person.tells(Told::Rejection));
    let message = deciding.caller.asks(message);
    note(Code::FailedPrecondition, placements.reject_placement(message).await.err());
    let message = pb::RevisePlacementRequest {
        request_id: request_id(),
        placement_id: given_up.to_owned(),
        expected_version: None,
        terms: Some(terms.clone()),
    };
    let message = desk.caller.asks(message);
    note(Code::FailedPrecondition, placements.revise_placement(message).await.err());
    let message = desk.caller.asks(igu::plan(person.number));
    note(Code::InvalidArgument, desk.igus.clone().plan_igu(message).await.err());
    refused
}

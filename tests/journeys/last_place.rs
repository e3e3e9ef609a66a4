//! 64 citizens of two municipalities, whose programmes have ended, ask for the last place of a workplace at once.

use kernel::Role;
use proto::{events::employers::Event, placements::v1::AnswerState, values_v1::ExplainedFinding};
use tonic::Code;
use tonic_types::StatusExt;

use crate::{
    case::{
        Desk,
        company::P_NUMBER,
        internship::{FIRST, reason, terms},
    },
    recorded::{self, Questions},
    system::System,
};

const OF_EACH: u16 = 32;

/// Everything up to the submission, for many at once.
async fn all_ask(desk: &Desk, first_number: u16) -> Vec<String> {
    let ask = |number| {
        let desk = desk.clone();
        async move { desk.submitted(terms(&desk.out_of_programme(number).await)).await }
    };
    let asking = (first_number..first_number + OF_EACH).map(|it| tokio::spawn(ask(it)));
    let mut all = Vec::new();
    for it in asking.collect::<Vec<_>>() {
        all.push(it.await.unwrap());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_citizens_one_gets_the_last_place_and_63_hear_which_rule_refuses() {
    let system = System::start().await;
    let lejre = Desk::of(&system, system.caseworker("350")).await;
    let greve = lejre.with(system.caseworker("253"));
    // Two places for twelve, and others hold one.
    lejre.workplace(P_NUMBER, 12, 1).await;
    let (of_lejre, of_greve) = tokio::join!(all_ask(&lejre, 1), all_ask(&greve, 1001));
    lejre.answered().await;

    let questions = Questions::of(&system).await;
    questions.each_is_answered_once();
    let (reserved, refused) = (questions.places_reserved.len(), questions.places_refused.len());
    assert_eq!((reserved, refused), (1, 63), "reserved and refused");
    let by_ratio = recorded::of_employers(&system).await.into_iter().filter(
        |it| matches!(it, Event::PlaceRefused(it) if it.findings[0].rule == "ratio.formula"),
    );
    assert_eq!(by_ratio.count(), 63);
    assert_eq!(lejre.places(P_NUMBER, FIRST).await.supported_here, 1);

    let mut states = Vec::new();
    for (desk, ids) in [(&lejre, &of_lejre), (&greve, &of_greve)] {
        let listed = desk.placements().await;
        assert_eq!(listed.len(), ids.len());
        states.extend(listed.iter().map(|it| (it.legal_facts(), it.place())));
    }
    let yes = |place| states.iter().filter(|it| **it == (AnswerState::Yes, place)).count();
    assert_eq!((yes(AnswerState::Yes), yes(AnswerState::Refused)), (1, 63), "{states:?}");

    let mut granted = 0;
    for (municipality, desk, ids) in [("350", &lejre, &of_lejre), ("253", &greve, &of_greve)] {
        let desk = desk.with(system.caller(municipality, &[Role::Decider]));
        for id in ids {
            granted += u16::from(decided(&desk, id).await);
        }
    }
    assert_eq!(granted, 1);
}

/// Whether it is granted; if not, a person reads why.
async fn decided(desk: &Desk, placement_id: &str) -> bool {
    let status = match desk.grant(placement_id).await {
        Ok(granted) => {
            let looked_at = |it: &ExplainedFinding| it.finding.as_ref().unwrap().rule.clone();
            let rules: Vec<_> = granted.findings.iter().map(looked_at).collect();
            assert!(rules.iter().any(|it| it == "ratio.formula"), "{rules:?}");
            return true;
        }
        Err(status) => status,
    };
    assert_eq!(
        (status.code(), reason(&status)),
        (Code::FailedPrecondition, "RULE_BREACHED".into())
    );
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().metadata["rules"], "ratio.formula");
    let told = details.localized_message().unwrap();
    assert_eq!(told.locale, "da-DK");
    assert!(told.message.starts_with("Reglen er ikke opfyldt: "), "{}", told.message);
    for fact in ["Lovtidende A 2014:1564 §", "Dag: 5. marts 2018.", "12", "2"] {
        assert!(told.message.contains(fact), "{fact} in {}", told.message);
    }
    false
}

//! Internships and IGUs are submitted while the services that must answer are killed, at every step of every reaction
//! and at any time; NATS is killed and its folder deleted. Whatever was submitted is answered in the end, once.

use kernel::Role;
use proto::values_v1::Sex;
use servers::Nats;
use tokio::sync::watch;
use tonic::Code;
use tonic_types::StatusExt;

use crate::{
    case::{
        Desk, commands,
        company::P_NUMBER,
        igu,
        internship::{self, FIRST, PARTIES, draft, reason, sign, terms},
        newcomer, until_answered, work_goes_on,
    },
    recorded::Questions,
    system::{Ground, System},
};

/// Where a step may be cut, in the order it passes them: before the command, after it, before the checkpoint is
/// committed, after that.
const PLACES: [&str; 5] =
    ["before_slice", "after_command", "after_rows", "after_checkpoint", "after_commit"];

/// What was submitted.
#[derive(Clone, Default)]
struct Cases {
    placements: Vec<String>,
    igus: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saga_cut_at_every_step_of_every_reaction_comes_to_its_end() {
    let mut system = System::start().await;
    let mut desk = Desk::of(&system, system.caseworker("350")).await;
    // Five places.
    desk.workplace(P_NUMBER, 25, 0).await;
    let mut cases = Cases::default();
    let mut number = 0..;
    for place in PLACES {
        let mut signed = Vec::new();
        for programme in [false, true, false] {
            let number = number.next().unwrap();
            let citizen = if programme {
                desk.in_programme(number).await
            } else {
                desk.out_of_programme(number).await
            };
            signed.push(desk.signed(terms(&citizen)).await);
        }
        let citizen = desk.in_programme(number.next().unwrap()).await;
        // What was said so far lies behind every reaction: the next thing each of them meets is a question.
        desk.answered().await;

        system.citizens.restart_with(&format!("{place} kill 1 legal_questions")).await;
        system.employers.restart_with(&format!("{place} kill 1 place_asks")).await;
        desk = desk.moved(&system).await;
        for placement in &signed {
            desk.submit(placement).await;
        }
        cases.igus.push(desk.plan_igu(&citizen).await);
        cases.placements.extend(signed);

        system.placements.restart_with(&format!("{place} kill 1 legal_answers")).await;
        system.citizens.restart_after_fault().await;
        system.placements.restart_after_fault().await;
        system.placements.restart_with(&format!("{place} kill 1 place_answers")).await;
        system.employers.restart_after_fault().await;
        system.placements.restart_after_fault().await;
        desk = desk.moved(&system).await;
    }
    settled(&system, &desk, &cases).await;
}

/// Submits until it is told to stop; every third case is an IGU.
async fn work(
    mut desks: watch::Receiver<Desk>,
    done: watch::Sender<u16>,
    enough: watch::Receiver<bool>,
) -> Cases {
    let desks = &mut desks;
    let mut cases = Cases::default();
    for number in 1.. {
        let citizen = out_of_programme(desks, number).await;
        if number % 3 == 0 {
            let planned =
                until_answered(desks, igu::plan(&citizen), |mut it, message| async move {
                    let planned = it.igus.plan_igu(it.caller.asks(message)).await?;
                    Ok(it.noted(planned).igu_id)
                });
            cases.igus.push(planned.await);
        } else {
            cases.placements.push(submitted(desks, &citizen).await);
        }
        done.send_replace(number);
        if *enough.borrow() {
            break;
        }
    }
    cases
}

async fn out_of_programme(desks: &mut watch::Receiver<Desk>, number: u16) -> String {
    let registration = newcomer(number, Sex::Male);
    let id = until_answered(desks, registration, |mut it, message| async move {
        let registered = it.citizens.register_citizen(it.caller.asks(message)).await?;
        Ok(registered.into_inner().citizen_id)
    })
    .await;
    let message = commands::take_over(&id, "2015-01-01");
    until_answered(desks, message, |mut it, message| async move {
        it.citizens.take_over_responsibility(it.caller.asks(message)).await
    })
    .await;
    let message = commands::start_programme(&id, "2015-01-01");
    until_answered(desks, message, |mut it, message| async move {
        it.citizens.start_programme(it.caller.asks(message)).await
    })
    .await;
    let message = commands::end_programme(&id, "2017-12-31");
    until_answered(desks, message, |mut it, message| async move {
        it.citizens.end_programme(it.caller.asks(message)).await.map(|ended| it.noted(ended))
    })
    .await;
    id
}

async fn submitted(desks: &mut watch::Receiver<Desk>, citizen: &str) -> String {
    let id = until_answered(desks, draft(terms(citizen)), |mut it, message| async move {
        let drafted = it.placements.draft_placement(it.caller.asks(message)).await?;
        Ok(drafted.into_inner().placement_id)
    })
    .await;
    for role in PARTIES {
        until_answered(desks, sign(&id, role), |mut it, message| async move {
            it.placements.sign_placement(it.caller.asks(message)).await
        })
        .await;
    }
    until_answered(desks, internship::submit(&id), |mut it, message| async move {
        let sent = it.placements.submit_placement(it.caller.asks(message)).await;
        sent.map(|sent| it.noted(sent))
    })
    .await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_while_submissions_go_on_each_of_them_is_answered_once() {
    let mut nats = Nats::start(testkit::tools()).unwrap();
    let mut system = System::on(Ground { nats: Some(nats.url()), ..Ground::default() }).await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    desk.workplace(P_NUMBER, 25, 0).await;
    let (here, desks) = watch::channel(desk);
    let (done, mut progress) = watch::channel(0);
    let (stop, enough) = watch::channel(false);
    let worker = tokio::spawn(work(desks, done, enough));

    for killed in ["placements", "citizens", "employers", "placements", "employers", "citizens"] {
        let then = *progress.borrow();
        work_goes_on(&mut progress, |it| *it >= then + 2, "submissions go on").await;
        let service = match killed {
            "placements" => &mut system.placements,
            "citizens" => &mut system.citizens,
            _ => &mut system.employers,
        };
        service.kill();
        service.leases_expire().await;
        service.restart();
        let moved = here.borrow().clone().moved(&system).await;
        here.send_replace(moved);
    }
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 2, "submissions go on").await;
    nats.kill().unwrap();
    nats.wipe().unwrap();
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 4, "submissions go on without NATS").await;
    nats.restart().unwrap();
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 2, "submissions go on with NATS").await;
    stop.send(true).unwrap();
    let cases = worker.await.unwrap();
    let desk = here.borrow().clone();
    settled(&system, &desk, &cases).await;
}

/// Every submission ends granted or refused by law, every question has one answer, and when all have left, no place
/// is held.
async fn settled(system: &System, desk: &Desk, cases: &Cases) {
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
        let message = desk.caller.asks(internship::start(id));
        desk.placements.clone().start_placement(message).await.unwrap();
        let message = desk.caller.asks(internship::interrupt(id, "2018-03-12"));
        desk.noted(desk.placements.clone().interrupt_placement(message).await.unwrap());
    }
    for id in never {
        desk.cancel(id).await;
    }
    i64::try_from(begin.len()).unwrap()
}

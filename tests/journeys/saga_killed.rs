//! Internships and IGUs are submitted without a pause, and each service is killed meanwhile; NATS is killed and its
//! folder deleted. Whatever was submitted is answered in the end, once.

use proto::values_v1::Sex;
use servers::Nats;
use tokio::sync::watch;

use crate::{
    case::{
        Desk, commands,
        company::P_NUMBER,
        igu,
        internship::{self, PARTIES, draft, sign, terms},
        newcomer, until_answered, work_goes_on,
    },
    saga::{Cases, settled},
    system::{Ground, System},
};

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

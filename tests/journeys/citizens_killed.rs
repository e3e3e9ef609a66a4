//! citizens is killed while commands run, and started again: nothing that was answered is lost, nothing that is
//! sent again is done twice.

use proto::{
    citizens::v1::{RegisterCitizenRequest, RegisterCitizenResponse},
    reporting::v1::Indicator,
    values_v1::Sex,
};
use tokio::sync::watch;
use tonic::{Response, Status};

use crate::{
    case::{Desk, commands, newcomer, share, token, until_answered, work_goes_on},
    system::System,
};

const DAY: &str = "2017-01-01";
const KILLS: usize = 3;

struct Worked {
    made: u16,
    last: (RegisterCitizenRequest, Response<RegisterCitizenResponse>),
    token: String,
}

async fn work(
    mut desks: watch::Receiver<Desk>,
    done: watch::Sender<u16>,
    enough: watch::Receiver<bool>,
) -> Worked {
    let desks = &mut desks;
    let mut made = 0;
    loop {
        let registration = newcomer(made + 1, Sex::Female);
        let registered =
            until_answered(desks, registration.clone(), |mut it, message| async move {
                it.citizens.register_citizen(it.caller.asks(message)).await
            })
            .await;
        let id = registered.get_ref().citizen_id.clone();
        until_answered(desks, commands::take_over(&id, DAY), |mut it, message| async move {
            it.citizens.take_over_responsibility(it.caller.asks(message)).await
        })
        .await;
        until_answered(desks, commands::start_programme(&id, DAY), |mut it, message| async move {
            it.citizens.start_programme(it.caller.asks(message)).await
        })
        .await;
        let last =
            until_answered(
                desks,
                commands::start_benefit(&id, DAY),
                |mut it, message| async move {
                    it.citizens.start_benefit(it.caller.asks(message)).await
                },
            )
            .await;
        made += 1;
        done.send_replace(made);
        if *enough.borrow() {
            return Worked { made, last: (registration, registered), token: token(&last) };
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_and_nothing_sent_again_is_done_twice() {
    let mut system = System::start().await;
    let desk = Desk::of(&system, system.caseworker("849")).await;
    let (here, addresses) = watch::channel(desk);
    let (done, mut progress) = watch::channel(0);
    let (stop, enough) = watch::channel(false);
    let worker = tokio::spawn(work(addresses, done, enough));

    for _ in 0..KILLS {
        let then = *progress.borrow();
        work_goes_on(&mut progress, |it| *it >= then + 5, "commands work").await;
        system.citizens.kill();
        system.citizens.restart();
        let caller = system.caseworker("849");
        here.send_replace(Desk::of(&system, caller).await);
    }
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 5, "commands work after the last kill").await;
    stop.send(true).unwrap();
    let outcome = worker.await.unwrap();

    let mut desk = here.borrow().clone();
    let answer = desk.figures(Indicator::RecipientsBySex, DAY, &outcome.token).await;
    assert_eq!(share(&answer, "women"), (i64::from(outcome.made), i64::from(outcome.made)));

    system.citizens.kill();
    system.citizens.restart();
    let caller = desk.caller.clone();
    let mut desk = Desk::of(&system, caller).await;
    let (request, first) = outcome.last;
    let again: Result<_, Status> = desk.citizens.register_citizen(desk.caller.asks(request)).await;
    let again = again.unwrap();
    assert_eq!(token(&again), token(&first), "the same place in the log");
    assert_eq!(again.into_inner(), first.into_inner(), "the same answer");
}

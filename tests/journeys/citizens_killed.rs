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
    case::{Desk, commands, newcomer, share, token, unanswered, work_goes_on},
    system::System,
};

const DAY: &str = "2017-01-01";
const KILLS: usize = 3;

/// What a caller does when the connection breaks: the same request again, at where the service is now.
macro_rules! until_answered {
    ($desk:expr, $addresses:expr, $rpc:ident, $message:expr) => {{
        let message = $message;
        loop {
            match $desk.citizens.$rpc($desk.caller.asks(message.clone())).await {
                Err(status) if unanswered(&status) => {
                    // A new address comes with the new process; at the old one it is worth another try now and then.
                    let pause = std::time::Duration::from_secs(1);
                    let _ = tokio::time::timeout(pause, $addresses.changed()).await;
                    $desk = $addresses.borrow_and_update().clone();
                }
                other => break other.unwrap(),
            }
        }
    }};
}

struct Worked {
    made: u16,
    last: (RegisterCitizenRequest, Response<RegisterCitizenResponse>),
    token: String,
}

async fn work(
    mut addresses: watch::Receiver<Desk>,
    done: watch::Sender<u16>,
    enough: watch::Receiver<bool>,
) -> Worked {
    let mut desk = addresses.borrow_and_update().clone();
    let mut made = 0;
    loop {
        let registration = newcomer(made + 1, Sex::Female);
        let registered = until_answered!(desk, addresses, register_citizen, registration.clone());
        let id = registered.get_ref().citizen_id.clone();
        until_answered!(desk, addresses, take_over_responsibility, commands::take_over(&id, DAY));
        until_answered!(desk, addresses, start_programme, commands::start_programme(&id, DAY));
        let last =
            until_answered!(desk, addresses, start_benefit, commands::start_benefit(&id, DAY));
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

//! NATS is killed and its folder deleted while commands run: nobody notices but the relay.

use kernel::Uuid;
use proto::{reporting::v1::Indicator, values_v1::Sex};
use servers::Nats;
use tokio::sync::watch;

use crate::{
    case::{Desk, newcomer, share, work_goes_on},
    system::{Ground, System},
};

const DAY: &str = "2017-01-01";

/// Works until it is told to stop; answers how many recipients it made and the last token.
async fn work(
    mut desk: Desk,
    done: watch::Sender<u16>,
    enough: watch::Receiver<bool>,
) -> (u16, String) {
    let mut last = String::new();
    let mut number = 0;
    while !*enough.borrow() {
        number += 1;
        let sex = if number % 3 == 0 { Sex::Female } else { Sex::Male };
        let (_, token): (Uuid, String) =
            desk.recipient(newcomer(number, sex), DAY).await.expect("no command fails");
        last = token;
        done.send_replace(number);
    }
    (number, last)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_fails_without_nats_and_the_figures_are_right_afterwards() {
    let mut nats = Nats::start(testkit::tools()).unwrap();
    let system = System::on(Ground { nats: Some(nats.url()), ..Ground::default() }).await;
    let mut desk = Desk::of(&system, system.caseworker("849")).await;

    let (done, mut progress) = watch::channel(0);
    let (stop, enough) = watch::channel(false);
    let worker = tokio::spawn(work(desk.clone(), done, enough));

    work_goes_on(&mut progress, |it| *it >= 10, "commands work with NATS").await;
    nats.kill().unwrap();
    nats.wipe().unwrap();
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 10, "commands work without NATS").await;
    nats.restart().unwrap();
    let then = *progress.borrow();
    work_goes_on(&mut progress, |it| *it >= then + 10, "commands work while NATS comes back").await;
    stop.send(true).unwrap();
    let (made, last) = worker.await.unwrap();

    let answer = desk.figures(Indicator::RecipientsBySex, DAY, &last).await;
    let (made, women) = (i64::from(made), i64::from(made / 3));
    assert_eq!(share(&answer, "women"), (women, made));
    assert_eq!(share(&answer, "men"), (made - women, made));

    // Once more, with nobody at work and an idle subscriber.
    nats.kill().unwrap();
    nats.wipe().unwrap();
    let (_, last) = desk.recipient(newcomer(9000, Sex::Female), DAY).await.unwrap();
    nats.restart().unwrap();
    let answer = desk.figures(Indicator::RecipientsBySex, DAY, &last).await;
    assert_eq!(share(&answer, "women"), (women + 1, made + 1));
}

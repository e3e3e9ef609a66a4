use std::{os::unix::process::ExitStatusExt as _, process::ExitStatus};

use anyhow::anyhow;

use super::*;

fn nats() -> Ended {
    Ended { name: "NATS", status: ExitStatus::from_raw(9), last_lines: String::new() }
}

/// What is said of it.
fn said(ended: anyhow::Result<Option<Ended>>, stopped: anyhow::Result<()>) -> String {
    outcome(ended, stopped).map_or_else(|it| it.to_string(), |()| "well".to_owned())
}

#[test]
fn what_ended_it_is_said_and_what_then_did_not_end_well() {
    let unseen = || Err(anyhow!("no such child").context("cannot look at NATS"));
    let stuck = || Err(anyhow!("it did not stop").context("citizens"));
    let died = "NATS ended (signal: 9 (SIGKILL)), and everything else was ended";
    let unsure = "cannot look at NATS: no such child; everything was ended";
    let besides = ", not all of it well:\ncitizens: it did not stop";
    assert_eq!(said(Ok(None), Ok(())), "well");
    assert_eq!(said(Ok(None), stuck()), "citizens");
    assert_eq!(said(Ok(Some(nats())), Ok(())), died);
    assert_eq!(said(Ok(Some(nats())), stuck()), format!("{died}{besides}"));
    assert_eq!(said(unseen(), Ok(())), unsure);
    assert_eq!(said(unseen(), stuck()), format!("{unsure}{besides}"));
}

//! Real servers, started, killed, wiped, abandoned.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod abandoned;
mod nats;
mod postgres;
mod programs;
mod unreachable;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use servers::Tools;

fn tools() -> Tools {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Tools::find(here.ancestors().nth(2).unwrap()).unwrap()
}

/// Looks until it is true; the bound is only there so that a failure ends.
fn eventually(what: &str, mut is_true: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_true() {
        assert!(started.elapsed() < Duration::from_mins(2), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

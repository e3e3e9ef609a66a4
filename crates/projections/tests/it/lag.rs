//! How late a subscription is, as operators see it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use projections::{Projection, ProjectionError, Schema, Slice, Source};
use servers::Nats;
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use crate::support::{
    commands::{append, stopped, taken_over},
    measures::{BEHIND, measured, metric},
    tally::Tally,
    until,
    world::{World, settings},
};

const NAME: &str = "gated";

/// Handles nothing until it is opened.
struct Gated {
    open: Arc<AtomicBool>,
}

impl Projection for Gated {
    const NAME: &'static str = NAME;
    const VERSION: u32 = 1;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: "reporting" }, Source { service: "citizens" }]
    }

    fn wants(&self) -> Vec<String> {
        Tally::<1> { sources: &[] }.wants()
    }

    async fn project(&self, _: &mut PgConnection, _: Slice<'_>) -> Result<(), ProjectionError> {
        let open = self.open.load(Ordering::SeqCst);
        if open { Ok(()) } else { Err(ProjectionError::Other("planted")) }
    }
}

/// Waits until so many events are not handled, for a while where there are any, and the end is known or not.
async fn seen(source: &str, events: f64, blind: f64) {
    let what = format!("{source}: {events} behind, blind {blind}");
    until(&what, async || {
        let [lag, age] = BEHIND.map(|it| metric(it, NAME, source));
        let aged = if events > 0.0 { age > Some(0.0) } else { age == Some(0.0) };
        lag == Some(events)
            && aged
            && metric("projection_head_unknown", NAME, source) == Some(blind)
    })
    .await;
}

#[tokio::test]
async fn the_lag_of_own_and_foreign_sources_is_seen_also_while_the_broker_is_away() {
    measured();
    let mut nats = Nats::start(testkit::tools()).unwrap();
    let schema = Schema { name: NAME, ..Tally::<1>::SCHEMA };
    let world = World::on(Some(nats.url()), &[schema]).await;
    append(&world.own, "350", vec![taken_over("350"), stopped()]).await;
    append(&world.foreign, "350", vec![taken_over("350"), stopped(), stopped()]).await;
    let open = Arc::new(AtomicBool::new(false));
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress = runner.project(Gated { open: open.clone() });

    seen("reporting", 2.0, 0.0).await;
    seen("citizens", 3.0, 0.0).await;

    nats.kill().unwrap();
    seen("citizens", 3.0, 1.0).await;
    let age = || metric(BEHIND[1], NAME, "citizens");
    let then = age();
    until("it grows older", async || age() > then).await;
    seen("reporting", 2.0, 0.0).await;

    nats.restart().unwrap();
    seen("citizens", 3.0, 0.0).await;
    open.store(true, Ordering::SeqCst);
    world.caught_up(&progress).await;
    seen("reporting", 0.0, 0.0).await;
    seen("citizens", 0.0, 0.0).await;
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

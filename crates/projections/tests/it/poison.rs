//! An event that cannot be handled: the subscription stands there, skips nothing, and goes on when it can.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use projections::{Projection, ProjectionError, Slice, Source};
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use crate::support::{
    commands::{append, append_mix, stopped, taken_over},
    tally::{Tally, fold},
    until,
    world::{World, settings},
};

/// The tally, which cannot bear one event until it is cured.
struct Fussy {
    cured: Arc<AtomicBool>,
    refused: Arc<AtomicU32>,
    poison: i64,
    panics: bool,
}

impl Projection for Fussy {
    const NAME: &'static str = Tally::<1>::NAME;
    const VERSION: u32 = Tally::<1>::VERSION;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: "citizens" }]
    }

    fn wants(&self) -> Vec<String> {
        Tally::<1> { sources: &[] }.wants()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        // Rows first: they must not stay.
        fold(tx, slice.source.service, slice.events).await?;
        let poisoned = slice.events.iter().any(|it| it.position == self.poison);
        if poisoned && !self.cured.load(Ordering::SeqCst) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            assert!(!self.panics, "planted");
            return Err(ProjectionError::Other("planted"));
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_failing_event_is_tried_again_and_never_skipped() {
    stands_and_goes_on(false).await;
}

#[tokio::test]
async fn a_panic_is_handled_like_a_failure() {
    stands_and_goes_on(true).await;
}

async fn stands_and_goes_on(panics: bool) {
    let world = World::new().await;
    append_mix(&world.foreign, 5).await;
    append(&world.foreign, "350", vec![taken_over("350"), stopped()]).await;
    let poison = world.foreign.head().await.unwrap().position - 1;
    append_mix(&world.foreign, 5).await;
    let (cured, refused) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress =
        runner.project(Fussy { cured: cured.clone(), refused: refused.clone(), poison, panics });

    let there = || async { world.position("tally", 1, "citizens").await == poison - 1 };
    until("it stands right before the event", there).await;
    let before = refused.load(Ordering::SeqCst);
    until("it tries again", || async { refused.load(Ordering::SeqCst) > before + 2 }).await;
    assert!(there().await);

    cured.store(true, Ordering::SeqCst);
    world.caught_up(&progress).await;
    assert_eq!(world.tally().await, world.fresh_fold(&["citizens"]).await);
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

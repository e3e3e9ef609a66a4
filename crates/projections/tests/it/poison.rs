//! An event that cannot be handled: the subscription stands there, skips nothing, and goes on when it can.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use projections::{Projection, ProjectionError, Schema, Slice, Source};
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use crate::support::{
    commands::{append, append_mix, stopped, taken_over},
    measures::{BEHIND, measured, metric},
    tables::content_of,
    tally::{Tally, fold},
    until,
    world::{World, settings},
};

/// The tally, which cannot bear one event until it is cured.
struct Fussy<const PANICS: bool> {
    cured: Arc<AtomicBool>,
    refused: Arc<AtomicU32>,
    poison: i64,
}

impl<const PANICS: bool> Projection for Fussy<PANICS> {
    // A name of its own, so that its metrics are its own.
    const NAME: &'static str = if PANICS { "panicking" } else { "failing" };
    const VERSION: u32 = 1;

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
            assert!(!PANICS, "planted");
            return Err(ProjectionError::Other("planted"));
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_failing_event_is_tried_again_and_never_skipped() {
    stands_and_goes_on::<false>().await;
}

#[tokio::test]
async fn a_panic_is_handled_like_a_failure() {
    stands_and_goes_on::<true>().await;
}

async fn stands_and_goes_on<const PANICS: bool>() {
    measured();
    let name = Fussy::<PANICS>::NAME;
    let schema = Schema { name, ..Tally::<1>::SCHEMA };
    let world = World::with(&[schema, Tally::<2>::SCHEMA]).await;
    append_mix(&world.foreign, 5).await;
    append(&world.foreign, "350", vec![taken_over("350"), stopped()]).await;
    let poison = world.foreign.head().await.unwrap().position - 1;
    append_mix(&world.foreign, 5).await;
    let (cured, refused) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let fussy = Fussy::<PANICS> { cured: cured.clone(), refused: refused.clone(), poison };
    let progress = runner.project(fussy);

    let there = || async { world.position(name, 1, "citizens").await == poison - 1 };
    until("it stands right before the event", there).await;
    let before = refused.load(Ordering::SeqCst);
    until("it tries again", || async { refused.load(Ordering::SeqCst) > before + 2 }).await;
    assert!(there().await);
    assert_eq!(metric("projection_stuck", name, "citizens"), Some(1.0));
    let behind = async || BEHIND.map(|it| metric(it, name, "citizens") > Some(0.0)) == [true; 2];
    until("how far and for how long it is behind is seen", behind).await;

    cured.store(true, Ordering::SeqCst);
    world.caught_up(&progress).await;
    let even = async || BEHIND.map(|it| metric(it, name, "citizens")) == [Some(0.0); 2];
    until("it is behind no longer", even).await;
    assert_eq!(
        content_of(&world.db.superuser(), name, 1).await,
        world.fresh_fold(&["citizens"]).await
    );
    stop.cancel();
    runner.stopped().await;
    assert_eq!(metric("projection_stuck", name, "citizens"), Some(0.0));
    let rows = content_of(&world.db.superuser(), name, 1).await.1.len();
    let rows = u32::try_from(rows).unwrap().into();
    assert_eq!(metric("projection_applied_total", name, "citizens"), Some(rows));
    world.end().await;
}

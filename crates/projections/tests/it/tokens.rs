//! Queries that wait for a token.

use std::time::Duration;

use event_log::Token;
use projections::{RunnerSettings, WaitError};
use tokio_util::sync::CancellationToken;

use crate::support::{
    PATIENCE,
    commands::{append, append_mix, taken_over, unwanted},
    tally::{BOTH, Tally},
    until,
    world::{World, settings},
};

#[tokio::test]
async fn what_a_command_wrote_is_read_after_its_token_was_reached() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress = runner.project(Tally::<1> { sources: BOTH });

    let own = append(&world.own, "350", vec![taken_over("350")]).await.token;
    let foreign = append(&world.foreign, "849", vec![taken_over("849")]).await.token;
    progress.reached("reporting", own, PATIENCE).await.unwrap();
    progress.reached("citizens", foreign, PATIENCE).await.unwrap();
    assert_eq!(world.tally().await.1, ["citizens 1 849", "reporting 1 350"]);

    let unwanted = append(&world.own, "350", vec![unwanted()]).await.token;
    progress.reached("reporting", unwanted, PATIENCE).await.unwrap();
    let followed = progress.positions().await.unwrap();
    let followed: Vec<_> =
        followed.iter().map(|it| (it.service, it.position, it.recorded_at.is_some())).collect();
    assert_eq!(followed, [("reporting", 2, true), ("citizens", 1, true)]);
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

#[tokio::test]
async fn a_token_that_cannot_be_reached_says_why() {
    let world = World::new().await;
    append_mix(&world.own, 4).await;
    let head = world.own.head().await.unwrap();
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress = runner.project(Tally::<1> { sources: BOTH });
    progress.reached("reporting", head, PATIENCE).await.unwrap();

    let soon = Duration::from_millis(100);
    let later = Token { position: head.position + 1, ..head };
    let other = Token { epoch: head.epoch + 1, ..head };
    let reached = |service, token| progress.reached(service, token, soon);
    assert_eq!(reached("reporting", later).await, Err(WaitError::Deadline));
    assert_eq!(reached("reporting", other).await, Err(WaitError::EpochChanged));
    assert_eq!(reached("employers", head).await, Err(WaitError::NotFollowed));
    // Nothing of citizens was met: there is no epoch to compare.
    assert_eq!(reached("citizens", other).await, Err(WaitError::Deadline));
    assert_eq!(reached("citizens", Token { epoch: 9, position: 0 }).await, Ok(()));
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

#[tokio::test]
async fn a_query_waits_also_for_what_another_process_folds() {
    let world = World::new().await;
    let (stop_first, stop_second) = (CancellationToken::new(), CancellationToken::new());
    let mut first = world.runner(settings(), &stop_first).await;
    first.project(Tally::<1> { sources: &["reporting"] });
    append_mix(&world.own, 4).await;
    world.tallied(&["reporting"]).await;
    // The first one holds the lease, and keeps it.
    let mut second = world.runner(settings(), &stop_second).await;
    let progress = second.project(Tally::<1> { sources: &["reporting"] });

    let token = append(&world.own, "350", vec![taken_over("350")]).await.token;
    progress.reached("reporting", token, PATIENCE).await.unwrap();
    for (runner, stop) in [(first, stop_first), (second, stop_second)] {
        stop.cancel();
        runner.stopped().await;
    }
    assert_eq!(world.tally().await, world.fresh_fold(&["reporting"]).await);
    world.end().await;
}

#[tokio::test]
async fn a_clean_stop_gives_the_lease_back_at_once() {
    let world = World::new().await;
    let hour = RunnerSettings { lease: Duration::from_hours(1), ..settings() };
    for round in 1..=3 {
        let stop = CancellationToken::new();
        let mut runner = world.runner(hour.clone(), &stop).await;
        let progress = runner.project(Tally::<1> { sources: &["reporting"] });
        let token = append(&world.own, "350", vec![taken_over("350")]).await.token;
        progress.reached("reporting", token, PATIENCE).await.unwrap();
        assert_eq!(token.position, round);
        stop.cancel();
        runner.stopped().await;
    }
    world.end().await;
}

#[tokio::test]
async fn many_events_nobody_wants_are_passed_over_in_few_transactions() {
    let world = World::new().await;
    append(&world.own, "350", (0..400).map(|_| unwanted()).collect()).await;
    let stop = CancellationToken::new();
    let wide = RunnerSettings { slice: 200, ..settings() };
    let mut runner = world.runner(wide, &stop).await;
    let progress = runner.project(Tally::<1> { sources: &["reporting"] });
    world.caught_up(&progress).await;
    assert_eq!(world.tally().await, (Vec::new(), Vec::new()));
    stop.cancel();
    runner.stopped().await;
    // The row's versions tell how often it was written: two slices, and a few more where one was tried again.
    let written = || async {
        sqlx::query("SELECT pg_stat_force_next_flush()")
            .execute(&world.db.superuser())
            .await
            .unwrap();
        sqlx::query_scalar::<_, i64>(
            "SELECT n_tup_upd FROM pg_stat_user_tables
             WHERE schemaname = 'subscriptions' AND relname = 'checkpoint'",
        )
        .fetch_one(&world.db.superuser())
        .await
        .unwrap()
    };
    until("the statistics tell", || async { written().await >= 2 }).await;
    assert!(written().await <= 5, "{} times", written().await);
    world.end().await;
}

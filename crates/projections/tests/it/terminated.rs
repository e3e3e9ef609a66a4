//! Postgres ends our sessions in the middle, also while they commit: then nobody knows whether they did.

use std::time::Duration;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::support::{
    PATIENCE,
    commands::append_mix,
    tally::{BOTH, Tally},
    world::{World, settings},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_of_unknown_outcome_is_neither_lost_nor_done_again() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress = runner.project(Tally::<1> { sources: BOTH });

    let ended = tokio::time::timeout(PATIENCE, async {
        let mut sessions = 0;
        while sessions < 15 {
            append_mix(&world.own, 4).await;
            append_mix(&world.foreign, 4).await;
            for _ in 0..20 {
                sessions += end_some(&world.db.superuser()).await;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
    });
    ended.await.expect("sessions were met at work");

    world.caught_up(&progress).await;
    let tally = world.tally().await;
    assert_eq!(tally, world.fresh_fold(BOTH).await);
    assert!(tally.1.len() > 4, "{tally:?}");
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

/// Ends sessions that work on a slice: every one that commits, and one in five of the others.
async fn end_some(superuser: &PgPool) -> usize {
    let ended: Vec<bool> = sqlx::query_scalar(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state IN ('active', 'idle in transaction')
           AND (query = 'COMMIT'
             OR random() < 0.2 AND (query LIKE 'INSERT INTO s%' OR query LIKE '-- Moves a checkpoint%'))",
    )
    .fetch_all(superuser)
    .await
    .unwrap();
    ended.len()
}

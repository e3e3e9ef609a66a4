//! A service is killed at each place of a step; afterwards its read models are as if nothing had happened.

use crate::{
    child::{Process, Runs},
    reactions::echoes,
    support::{commands::append_mix, tally::BOTH, world::World},
};

#[tokio::test(flavor = "multi_thread")]
async fn read_models_equal_a_fresh_fold_wherever_the_service_was_killed() {
    let world = World::new().await;
    for (round, place) in
        ["before_slice", "after_command", "after_rows", "after_checkpoint", "after_commit"]
            .into_iter()
            .enumerate()
    {
        append_mix(&world.own, 8).await;
        append_mix(&world.foreign, 8).await;
        // Another time in each round, so that one or the other source is met.
        let fault = format!("{place} kill {}", round + 1);
        Process::start(&world, Runs::All, Some(&fault)).killed().await;

        let second = Process::start(&world, Runs::All, None);
        let head = world.foreign.head().await.unwrap().position;
        let reacted = || async { world.position("echo", 0, "citizens").await == head };
        crate::support::until("the reaction has answered all", reacted).await;
        world.tallied(BOTH).await;
        second.finish().await;

        let (tally, fresh) = (world.tally().await, world.fresh_fold(BOTH).await);
        assert!(!tally.0.is_empty() && tally.1.len() >= 8, "{place}: {tally:?}");
        assert_eq!(tally, fresh, "{place}");
        let echoes = echoes(&world).await;
        assert_eq!(echoes, vec![1; echoes.len()], "{place}");
        assert!(echoes.len() >= 4 * (round + 1), "{place}");
    }
    world.end().await;
}

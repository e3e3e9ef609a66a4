//! A process is stopped by SIGSTOP, taken over from, and woken.

use crate::{
    child::{Process, Runs},
    support::{commands::append_mix, world::World},
};

const OWN: &[&str] = &["reporting"];

#[tokio::test(flavor = "multi_thread")]
async fn a_process_woken_after_the_takeover_has_its_next_slice_rolled_back() {
    let world = World::new().await;
    append_mix(&world.own, 8).await;
    let first = Process::start(&world, Runs::OwnTally, Some("before_slice stop 2"));
    first.stopped().await;
    let second = Process::start(&world, Runs::OwnTally, None);
    world.tallied(OWN).await;
    first.wake();
    // Only the woken one is left: when it has folded these, its old slice was tried before.
    second.finish().await;
    append_mix(&world.own, 4).await;
    world.tallied(OWN).await;
    first.finish().await;

    let tally = world.tally().await;
    assert_eq!(tally, world.fresh_fold(OWN).await);
    assert!(tally.1.len() >= 8, "{tally:?}");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_stopped_in_a_transaction_does_not_hold_up_its_successor() {
    for place in ["after_rows", "after_checkpoint"] {
        let world = World::new().await;
        append_mix(&world.own, 8).await;
        let first = Process::start(&world, Runs::OwnTally, Some(&format!("{place} stop 2")));
        first.stopped().await;
        let second = Process::start(&world, Runs::OwnTally, None);
        // The first one sleeps on.
        world.tallied(OWN).await;
        first.wake();
        second.finish().await;
        append_mix(&world.own, 4).await;
        world.tallied(OWN).await;
        first.finish().await;

        let tally = world.tally().await;
        assert_eq!(tally, world.fresh_fold(OWN).await, "{place}");
        assert!(tally.1.len() >= 8, "{place}: {tally:?}");
        world.end().await;
    }
}

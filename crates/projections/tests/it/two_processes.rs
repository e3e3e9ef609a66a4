//! Two processes of one service at once.

use crate::{
    child::{Process, Runs},
    reactions::echoes,
    support::{commands::append_mix, tally::BOTH, until, world::World},
};

#[tokio::test(flavor = "multi_thread")]
async fn each_event_is_folded_once_and_each_command_carried_out_once_by_two_processes() {
    let world = World::new().await;
    let first = Process::start(&world, Runs::All, Some("after_checkpoint kill 20"));
    let second = Process::start(&world, Runs::All, None);
    for _ in 0..10 {
        append_mix(&world.own, 4).await;
        append_mix(&world.foreign, 4).await;
    }
    let third = Process::start(&world, Runs::All, None);
    append_mix(&world.foreign, 8).await;

    let head = world.foreign.head().await.unwrap().position;
    let reacted = || async { world.position("echo", 0, "citizens").await == head };
    until("the reaction has answered all", reacted).await;
    world.tallied(BOTH).await;
    second.finish().await;
    third.finish().await;
    drop(first);

    let (tally, fresh) = (world.tally().await, world.fresh_fold(BOTH).await);
    let events = world.own.read(0, 10_000).await.unwrap().len();
    assert!(tally.1.len() >= events / 2, "{} of {events}", tally.1.len());
    assert_eq!(tally, fresh);
    let echoes = echoes(&world).await;
    assert_eq!(echoes, vec![1; 24]);
    world.end().await;
}

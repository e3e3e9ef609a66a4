//! Two relays of one log at once: a lease that went to another while its holder still lived.

use testkit::Database;

use crate::{
    losses::Commands,
    support::{Broker, Relaying, assert_copy, clock, count},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_at_once_make_one_stream() {
    let broker = Broker::start();
    let database = Database::new(&[]).await;
    let (one, two) = (database.log("tests", clock()).await, database.log("tests", clock()).await);
    let (streams, others) = (broker.streams().await, broker.streams().await);
    // A long chain for both to begin with, then what comes one by one.
    count(&one, 1_000).await;
    let relays = [Relaying::start(&streams, &one), Relaying::start(&others, &two)];
    count(&one, 200).await;
    count(&two, 200).await;
    assert_copy(&broker.jetstream().await, &streams, &one, 1_400).await;
    for relay in relays {
        relay.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_and_a_server_that_is_killed_and_wiped_make_one_stream() {
    let mut broker = Broker::start();
    let database = Database::new(&[]).await;
    let (one, two) = (database.log("tests", clock()).await, database.log("tests", clock()).await);
    let (streams, others) = (broker.streams().await, broker.streams().await);
    let first = Relaying::start(&streams, &one);
    let second = Relaying::start(&others, &two);
    let commands = [Commands::start(&one), Commands::start(&two)];

    for _ in 0..2 {
        commands[0].more(&one, 100).await;
        broker.kill_and_restart();
    }
    // One of them dies and is followed by another.
    drop(first);
    let first = Relaying::start(&streams, &one);
    commands[1].more(&two, 100).await;
    broker.kill_wipe_and_restart();
    commands[0].more(&one, 100).await;
    broker.kill_and_restart();
    commands[1].more(&two, 100).await;

    let mut events = 0;
    for commands in commands {
        events += commands.stop().await;
    }
    assert_copy(&broker.jetstream().await, &streams, &one, events).await;
    first.stop().await;
    second.stop().await;
}

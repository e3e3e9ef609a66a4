//! The relay when all is well.

use async_nats::jetstream::{self, stream};
use messaging::Streams;
use testkit::Database;

use crate::support::{Broker, Relaying, assert_copy, clock, count, stored, until, within};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_stands_at_its_position_as_it_is_stored() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    count(&log, 300).await;

    let relay = Relaying::start(&streams, &log);
    count(&log, 400).await;
    assert_copy(&jetstream::new(client), &streams, &log, 700).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stream_keeps_what_it_has() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = jetstream::new(client);
    let relay = Relaying::start(&streams, &log);
    count(&log, 1).await;
    assert_copy(&jetstream, &streams, &log, 1).await;

    let mut stream = jetstream.get_stream(streams.stream_name("tests")).await.expect("it is there");
    let config = stream.info().await.expect("it answers").config.clone();
    assert_eq!(config.storage, stream::StorageType::File);
    assert_eq!(config.discard, stream::DiscardPolicy::Old);
    assert!(config.deny_delete && config.deny_purge);
    assert!(stream.purge().await.is_err());
    assert!(stream.delete_message(1).await.is_err());
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_appends_is_published_too() {
    let database = Database::new(&[]).await;
    let other = database.log("tests", clock()).await;
    let ours = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = jetstream::new(client);
    let relay = Relaying::start(&streams, &ours);
    for events in [1, 2, 3] {
        count(&other, 1).await;
        assert_copy(&jetstream, &streams, &ours, events).await;
    }
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_comes_to_a_subscriber_as_it_was_read_from_the_log() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = Streams::new(testkit::nats().await, &testkit::nats_prefix());
    let mut foreign = streams.follow("tests", 0);
    let relay = Relaying::start(&streams, &log);
    count(&log, 40).await;
    let mut events = Vec::new();
    while events.len() < 40 {
        events.extend(within("the next events", foreign.next(100)).await);
    }
    assert_eq!(events, log.read(0, 100).await.expect("the log can be read"));
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_starts_again_goes_on_where_the_stream_ends() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = jetstream::new(client);
    for round in 1..=3 {
        let relay = Relaying::start(&streams, &log);
        count(&log, 50).await;
        assert_copy(&jetstream, &streams, &log, 50 * round).await;
        relay.stop().await;
        count(&log, 0).await;
    }
    // Nothing was sent twice, or the server would have numbered it.
    assert_eq!(stored(&jetstream, &streams.stream_name("tests")).await.len(), 150);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reconnect_in_the_middle_of_a_chain_changes_nothing() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = jetstream::new(testkit::nats().await);
    count(&log, 1_500).await;

    let relay = Relaying::start(&streams, &log);
    let name = streams.stream_name("tests");
    // Each time when the chain has gone on a little; the bytes that the old connection had not sent yet are lost.
    for least in [1, 300, 600, 900, 1_200] {
        until("the chain goes on", async || {
            let Ok(stream) = jetstream.get_stream(&name).await else { return false };
            stream.cached_info().state.last_sequence >= least
        })
        .await;
        client.force_reconnect().await.expect("the client can be told");
    }
    assert_copy(&jetstream, &streams, &log, 1_500).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_carried_out_while_there_is_no_nats_at_all() {
    let mut broker = Broker::start();
    broker.server.kill().expect("NATS can be killed");
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = broker.streams().await;
    let relay = Relaying::start(&streams, &log);
    count(&log, 60).await;
    broker.server.restart().expect("NATS starts");
    assert_copy(&broker.jetstream().await, &streams, &log, 60).await;
    relay.stop().await;
}

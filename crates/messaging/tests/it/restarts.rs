//! Subscribers and a server that is killed.

use event_log::Envelope;
use messaging::Foreign;

use crate::support::{Broker, Publisher, event, until, within};

async fn read(foreign: &mut Foreign, events: usize) -> Vec<Envelope> {
    let mut all = Vec::new();
    while all.len() < events {
        all.extend(within("the next events", foreign.next(events - all.len())).await);
    }
    all
}

/// Starts the reader of a subscription that has nothing to read.
async fn ask(foreign: &mut Foreign) {
    let wait = std::time::Duration::from_millis(200);
    assert!(tokio::time::timeout(wait, foreign.next(1)).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_subscriber_reads_nothing_again_after_a_restart() {
    let mut broker = Broker::start();
    let publisher = Publisher::on(&broker, "citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=200).await;

    // One has read everything; one stands at the end and has never received anything, which is where the client
    // library's own ordered consumer would begin again at 1.
    let mut reader = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut reader, 200).await.len(), 200);
    let mut idle = publisher.streams.follow("citizens", 200);
    ask(&mut idle).await;

    for restart in 1..=2 {
        broker.kill_and_restart();
        until("both consumers are made again", async || {
            reader.seen().remakes >= restart && idle.seen().remakes >= restart
        })
        .await;
    }

    let publisher = Publisher::on(&broker, "citizens").await;
    publisher.publish(201..=201).await;
    let newest = [event("citizens", 201)];
    assert_eq!(within("the new event", reader.next(10)).await, newest);
    assert_eq!(within("the new event", idle.next(10)).await, newest);
    assert_eq!((reader.seen().received, idle.seen().received), (201, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_stays_where_it_is_while_a_lost_stream_is_filled_again() {
    let mut broker = Broker::start();
    let publisher = Publisher::on(&broker, "citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=50).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 50).await.len(), 50);

    broker.kill_wipe_and_restart();
    let publisher = Publisher::on(&broker, "citizens").await;
    publisher.make_stream().await;
    until("the consumer is made again", async || foreign.seen().remakes > 0).await;
    publisher.publish(1..=52).await;
    let events = read(&mut foreign, 2).await;
    assert_eq!(events, [event("citizens", 51), event("citizens", 52)]);
    assert_eq!(foreign.seen().received, 52);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_may_begin_before_the_server() {
    let mut broker = Broker::start();
    broker.server.kill().expect("NATS can be killed");
    let streams = broker.streams().await;
    assert!(!streams.connected());
    let mut foreign = streams.follow("citizens", 0);
    ask(&mut foreign).await;

    broker.server.restart().expect("NATS starts");
    let publisher = Publisher::on(&broker, "citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=3).await;
    assert_eq!(read(&mut foreign, 3).await.len(), 3);
    assert!(streams.connected());
}

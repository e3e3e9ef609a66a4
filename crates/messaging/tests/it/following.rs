//! Reading another service's stream.

use std::time::Duration;

use messaging::{Foreign, Streams};

use crate::support::{Publisher, event, until, within};

async fn read(foreign: &mut Foreign, events: usize) -> Vec<i64> {
    let mut positions = Vec::new();
    while positions.len() < events {
        let next = within("the next events", foreign.next(events - positions.len())).await;
        positions.extend(next.iter().map(|event| event.position));
    }
    positions
}

#[tokio::test]
async fn a_stream_is_read_in_order_from_where_the_subscriber_stands() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=20).await;

    let mut foreign = publisher.streams.follow("citizens", 5);
    assert_eq!(foreign.position(), 5);
    let first = within("the first event", foreign.next(1)).await;
    assert_eq!(first, [event("citizens", 6)]);
    assert_eq!(foreign.position(), 6);
    assert_eq!(read(&mut foreign, 14).await, (7..=20).collect::<Vec<_>>());

    publisher.publish(21..=22).await;
    assert_eq!(read(&mut foreign, 2).await, [21, 22]);
    assert_eq!(foreign.seen().received, 17);
}

#[tokio::test]
async fn a_subscriber_waits_for_a_stream_that_is_not_there_and_does_not_make_it() {
    let publisher = Publisher::shared("citizens").await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    let waited = tokio::time::timeout(Duration::from_millis(500), foreign.next(10)).await;
    assert!(waited.is_err());
    let name = publisher.streams.stream_name("citizens");
    assert!(publisher.jetstream.get_stream(&name).await.is_err());

    publisher.make_stream().await;
    publisher.publish(1..=3).await;
    assert_eq!(read(&mut foreign, 3).await, [1, 2, 3]);
}

#[tokio::test]
async fn a_subscriber_may_be_asked_and_left_again_at_any_moment() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=50).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    let mut positions = Vec::new();
    within("all events", async {
        while positions.len() < 50 {
            // Left after the first poll, whether it had something or not.
            tokio::select! {
                biased;
                events = foreign.next(3) => positions.extend(events.iter().map(|it| it.position)),
                () = tokio::task::yield_now() => {}
            }
        }
    })
    .await;
    assert_eq!(positions, (1..=50).collect::<Vec<_>>());
    assert_eq!(foreign.seen().received, 50);
}

#[tokio::test]
async fn a_slow_subscriber_gets_everything_and_makes_the_server_keep_the_rest() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=3_000).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 1).await, [1]);
    // Longer than the server's heartbeat, so that a consumer which nobody polls gets old.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(foreign.seen().received < 3_000, "{:?}", foreign.seen());
    assert_eq!(read(&mut foreign, 2_999).await, (2..=3_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_subscriber_may_stand_where_the_stream_has_not_come_to() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=3).await;
    let mut foreign = publisher.streams.follow("citizens", 5);
    let waited = tokio::time::timeout(Duration::from_millis(500), foreign.next(10)).await;
    assert!(waited.is_err());

    publisher.publish(4..=7).await;
    assert_eq!(read(&mut foreign, 2).await, [6, 7]);
    // Nothing before it went over the wire.
    assert_eq!(foreign.seen().received, 2);
}

#[tokio::test]
async fn a_consumer_that_is_deleted_is_made_again_from_our_own_position() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=5).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 5).await, [1, 2, 3, 4, 5]);

    let stream = publisher.stream().await;
    let mut names = stream.consumer_names();
    while let Some(name) = futures::StreamExt::next(&mut names).await {
        stream.delete_consumer(&name.expect("a name")).await.expect("it can be deleted");
    }
    until("the consumer is made again", async || foreign.seen().remakes > 0).await;
    publisher.publish(6..=7).await;
    assert_eq!(read(&mut foreign, 2).await, [6, 7]);
    assert_eq!(foreign.seen().received, 7);
}

#[tokio::test]
async fn the_streams_of_two_prefixes_are_two() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=3).await;
    let other = Streams::new(testkit::nats().await, &testkit::nats_prefix());
    let mut foreign = other.follow("citizens", 0);
    let waited = tokio::time::timeout(Duration::from_millis(500), foreign.next(10)).await;
    assert!(waited.is_err());
    assert_eq!(foreign.seen().received, 0);
}

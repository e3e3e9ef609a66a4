//! A stream that is not whole.

use event_log::Envelope;
use messaging::Foreign;

use crate::support::{Publisher, event, until, within};

async fn read(foreign: &mut Foreign, events: usize) -> Vec<Envelope> {
    let mut all = Vec::new();
    while all.len() < events {
        all.extend(within("the next events", foreign.next(events - all.len())).await);
    }
    all
}

fn events(positions: std::ops::RangeInclusive<i64>) -> Vec<Envelope> {
    positions.map(|position| event("citizens", position)).collect()
}

/// Asks until the subscription has been remade often enough; it must not give out anything meanwhile.
async fn nothing_until_remade(foreign: &mut Foreign, times: u64) {
    let before = foreign.seen().remakes;
    within("the consumer is made again and again", async {
        while foreign.seen().remakes < before + times {
            let wait = std::time::Duration::from_millis(50);
            if let Ok(events) = tokio::time::timeout(wait, foreign.next(10)).await {
                panic!("it gave out {events:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_read_over_a_gap_and_all_is_read_once_it_is_filled() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=6).await;
    publisher.stream().await.delete_message(3).await.expect("it can be deleted");

    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 2).await, events(1..=2));
    nothing_until_remade(&mut foreign, 3).await;
    assert_eq!(foreign.position(), 2);
    assert!(foreign.seen().gaps >= 2, "{:?}", foreign.seen());

    // As the relay does when the stream was lost.
    publisher.delete_stream().await;
    publisher.make_stream().await;
    publisher.publish(1..=8).await;
    assert_eq!(read(&mut foreign, 6).await, events(3..=8));
}

#[tokio::test]
async fn a_stream_that_begins_after_the_subscriber_is_a_gap() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=4).await;
    publisher.stream().await.purge().sequence(3).await.expect("it can be cut");
    let mut foreign = publisher.streams.follow("citizens", 1);
    until("the gap is seen", async || {
        tokio::select! {
            events = foreign.next(10) => panic!("it gave out {events:?}"),
            () = tokio::time::sleep(std::time::Duration::from_millis(50)) => {}
        }
        foreign.seen().gaps > 0
    })
    .await;
}

#[tokio::test]
async fn a_stream_that_was_lost_and_filled_again_gives_nothing_twice() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=10).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 10).await, events(1..=10));

    publisher.delete_stream().await;
    publisher.make_stream().await;
    publisher.publish(1..=12).await;
    assert_eq!(read(&mut foreign, 2).await, events(11..=12));
}

#[tokio::test]
async fn a_message_that_is_no_event_of_its_place_is_never_stepped_over() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    publisher.publish(1..=2).await;
    let bare = publisher.streams.subject(&event("citizens", 3));
    let ack = publisher.jetstream.publish(bare, "not an event".into()).await.expect("it is sent");
    ack.await.expect("it is stored");
    publisher.publish(4..=5).await;

    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(read(&mut foreign, 2).await, events(1..=2));
    nothing_until_remade(&mut foreign, 3).await;

    publisher.delete_stream().await;
    publisher.make_stream().await;
    publisher.publish(1..=5).await;
    assert_eq!(read(&mut foreign, 3).await, events(3..=5));
}

#[tokio::test]
async fn an_event_under_a_subject_of_another_municipality_is_never_given_out() {
    let publisher = Publisher::shared("citizens").await;
    publisher.make_stream().await;
    let mut message = publisher.streams.outgoing(&event("citizens", 1));
    message.subject = message.subject.replace(".350.", ".849.");
    let ack = publisher
        .jetstream
        .publish_with_headers(message.subject, message.headers, message.payload)
        .await
        .expect("it is sent");
    ack.await.expect("it is stored");

    let mut foreign = publisher.streams.follow("citizens", 0);
    let first = foreign.next(1);
    assert!(tokio::time::timeout(std::time::Duration::from_millis(100), first).await.is_err());
    nothing_until_remade(&mut foreign, 2).await;
}

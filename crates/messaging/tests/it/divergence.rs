//! A stream that is not a copy of the log stops the relay.

use async_nats::jetstream::{self, Context};
use event_log::{Envelope, EventLog};
use messaging::{Divergence, Streams};
use testkit::Database;

use crate::support::{Relaying, assert_copy, clock, count, stored, within};

/// A log with so many events, and the stream of it.
async fn published(events: usize) -> (Database, EventLog, Streams, Context) {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = jetstream::new(client);
    let relay = Relaying::start(&streams, &log);
    count(&log, events).await;
    assert_copy(&jetstream, &streams, &log, events).await;
    relay.stop().await;
    (database, log, streams, jetstream)
}

/// Publishes an event behind the relay's back, at the stream's end.
async fn smuggle(streams: &Streams, jetstream: &Context, event: &Envelope) {
    let message = streams.outgoing(event);
    let ack = jetstream
        .publish_with_headers(message.subject, message.headers, message.payload)
        .await
        .expect("it is sent");
    ack.await.expect("it is stored");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ahead_of_its_log_stops_the_relay() {
    let (_database, log, streams, jetstream) = published(5).await;
    let last = log.read(4, 1).await.expect("the log can be read").remove(0);
    smuggle(&streams, &jetstream, &Envelope { position: 6, ..last }).await;

    let relay = Relaying::start(&streams, &log);
    assert_eq!(relay.ended().await, Err(Divergence::Ahead { stream: 6, log: 5 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_with_the_content_of_another_log_stops_the_relay() {
    let (_database, _log, streams, jetstream) = published(5).await;
    let other = Database::new(&[]).await;
    let log = other.log("tests", clock()).await;
    count(&log, 8).await;

    let relay = Relaying::start(&streams, &log);
    assert_eq!(relay.ended().await, Err(Divergence::OtherContent { position: 5 }));
    // Nothing was added to what is wrong already.
    assert_eq!(stored(&jetstream, &streams.stream_name("tests")).await.len(), 5);
}

/// Makes of the log's last event another one.
type Forge = fn(&mut Envelope);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_byte_another_chain_or_another_id_is_another_content() {
    let forgeries: [Forge; 3] = [
        |event| {
            let mut payload = event.payload.to_vec();
            payload[0] ^= 1;
            event.payload = payload.into();
        },
        |event| event.chain[31] ^= 1,
        |event| event.event_id = event.request_id,
    ];
    for forge in forgeries {
        // A stream of its own for each: one that is made again under the name of a deleted one may, on a busy
        // server, come back with what the deleted one held.
        let (_database, log, streams, jetstream) = published(3).await;
        count(&log, 1).await;
        let mut event = log.read(3, 1).await.expect("the log can be read").remove(0);
        forge(&mut event);
        smuggle(&streams, &jetstream, &event).await;
        let relay = Relaying::start(&streams, &log);
        assert_eq!(relay.ended().await, Err(Divergence::OtherContent { position: 4 }));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_runs_notices_it_by_itself() {
    let (_database, log, streams, jetstream) = published(5).await;
    let relay = Relaying::start(&streams, &log);
    let last = log.read(4, 1).await.expect("the log can be read").remove(0);
    smuggle(&streams, &jetstream, &Envelope { position: 6, ..last }).await;
    // The timer looks; no connection is lost and nothing is published.
    assert_eq!(relay.ended().await, Err(Divergence::Ahead { stream: 6, log: 5 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_in_the_place_of_the_next_one_stops_the_relay_when_the_log_comes_there() {
    let (_database, log, streams, jetstream) = published(5).await;
    let last = log.read(4, 1).await.expect("the log can be read").remove(0);
    smuggle(&streams, &jetstream, &Envelope { position: 6, ..last }).await;
    count(&log, 1).await;
    let relay = Relaying::start(&streams, &log);
    assert_eq!(relay.ended().await, Err(Divergence::OtherContent { position: 6 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_whose_messages_have_all_been_removed_by_its_limits_goes_on_where_it_was() {
    let (_database, log, streams, jetstream) = published(5).await;
    let name = streams.stream_name("tests");
    // As if its age limit had removed them: empty, but numbered on.
    let mut config = {
        let stream = jetstream.get_stream(&name).await.expect("it is there");
        stream.cached_info().config.clone()
    };
    jetstream.delete_stream(&name).await.expect("it can be deleted");
    config.first_sequence = Some(6);
    jetstream.create_stream(config).await.expect("it can be made");

    let relay = Relaying::start(&streams, &log);
    count(&log, 2).await;
    let mut foreign = streams.follow("tests", 5);
    let mut events = Vec::new();
    while events.len() < 2 {
        events.extend(within("the new events", foreign.next(10)).await);
    }
    assert_eq!(events, log.read(5, 10).await.expect("the log can be read"));
    relay.stop().await;
}

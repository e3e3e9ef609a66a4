//! What operators see.

use messaging::Streams;
use telemetry::Settings;
use testkit::Database;

use crate::support::{Broker, Publisher, Relaying, assert_copy, clock, count, until};

/// The value of a metric in Prometheus' text, where it has one.
fn metric(name: &str, label: &str) -> Option<f64> {
    let text = telemetry::metrics_text();
    let mut lines = text.lines().filter(|it| it.starts_with(name) && it.contains(label));
    lines.next()?.rsplit(' ').next()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_far_a_relay_is_behind_and_why_a_subscription_stands_is_seen_from_outside() {
    let settings =
        Settings { service: "test", version: "0", log: "off".into(), otlp_endpoint: None };
    let _guard = telemetry::init(&settings).expect("telemetry starts");

    let mut broker = Broker::start();
    broker.server.kill().expect("NATS can be killed");
    let database = Database::new(&[]).await;
    let log = database.log("watched", clock()).await;
    let streams = broker.streams().await;
    count(&log, 10).await;
    let relay = Relaying::start(&streams, &log);
    let of = |name| metric(name, "service=\"watched\"");
    until("the lag is seen", async || of("relay_lag_positions") == Some(10.0)).await;
    until("its age is seen", async || of("relay_lag_seconds").is_some_and(|it| it > 0.0)).await;
    assert_eq!(of("relay_diverged"), Some(0.0));

    broker.server.restart().expect("NATS starts");
    assert_copy(&broker.jetstream().await, &streams, &log, 10).await;
    until("the lag is gone", async || of("relay_lag_positions") == Some(0.0)).await;
    assert_eq!(of("relay_lag_seconds"), Some(0.0));
    // Not all ten: an acknowledgement may get lost, the event is then found in the stream.
    assert!(of("relay_published_total").is_some_and(|it| it >= 1.0));
    assert!(of("relay_publish_errors_total").is_some_and(|it| it >= 1.0));
    relay.stop().await;

    // The same stream for another log.
    let other = Database::new(&[]).await;
    let other = other.log("watched", clock()).await;
    count(&other, 10).await;
    assert!(Relaying::start(&streams, &other).ended().await.is_err());
    assert_eq!(of("relay_diverged"), Some(1.0));

    let client = testkit::nats().await;
    let streams = Streams::new(client.clone(), &testkit::nats_prefix());
    let publisher = Publisher::of(client, streams, "holed");
    publisher.make_stream().await;
    publisher.publish(1..=3).await;
    publisher.stream().await.delete_message(1).await.expect("it can be deleted");
    let mut foreign = publisher.streams.follow("holed", 0);
    let of = |name| metric(name, "source=\"holed\"");
    tokio::select! {
        events = foreign.next(1) => panic!("it gave out {events:?}"),
        () = until("the gap is seen", async || {
            of("foreign_gaps_total").is_some_and(|it| it >= 2.0)
                && of("foreign_remakes_total").is_some_and(|it| it >= 1.0)
        }) => {}
    }
}

//! What operations see of a command: the caller's trace on the stored row, and figures.

use tracing::Instrument as _;

use crate::{
    tally::Command::{Add, Open},
    work::{Step::*, *},
};

#[tokio::test]
async fn the_stored_row_carries_the_callers_trace_and_the_append_is_measured() {
    let settings = telemetry::Settings {
        service: "tests",
        version: "0",
        log: "off".to_owned(),
        otlp_endpoint: None,
    };
    let _guard = telemetry::init(&settings).unwrap();
    let (_database, log) = new_log().await;
    let stream = id();
    let span = tracing::info_span!("a call");
    telemetry::set_parent(&span, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    let order = order();
    let work = Work::of([Do(stream, Open)]);
    log.execute(&order, &work).instrument(span).await.unwrap();
    log.execute(&order, &work).await.unwrap();
    let traceparent = log.read(0, 1).await.unwrap()[0].traceparent.clone().unwrap();
    assert!(traceparent.starts_with("00-0af7651916cd43dd8448eb211c80319c-"), "{traceparent}");
    // The command's own span, not the caller's.
    assert!(!traceparent.contains("b7ad6b7169203331"), "{traceparent}");

    done(&log, [Do(stream, Add(1))]).await;
    let figures = telemetry::metrics_text();
    for name in [
        "jobbro_append_duration_seconds_count",
        "jobbro_append_batch_count",
        "jobbro_append_replays_total",
        "jobbro_append_queue",
    ] {
        assert!(figures.contains(name), "{name} is not in\n{figures}");
    }
    assert_eq!(whole(&log).await, 2);
}

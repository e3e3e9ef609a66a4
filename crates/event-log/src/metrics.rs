//! What operations see of the log.

use opentelemetry::metrics::{Counter, Gauge, Histogram};

/// Made once for each open log.
pub(crate) struct Metrics {
    /// Seconds from sending a batch to its commit.
    pub append_seconds: Histogram<f64>,
    /// Commands in a batch.
    pub batch: Histogram<u64>,
    /// Commands that had to be decided again.
    pub conflicts: Counter<u64>,
    /// Commands that were answered from before.
    pub replays: Counter<u64>,
    /// Batches sent again after a lost connection.
    pub resends: Counter<u64>,
    /// Commands that wait.
    pub queue: Gauge<u64>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let meter = telemetry::meter();
        Self {
            append_seconds: meter
                .f64_histogram("jobbro.append.duration")
                .with_unit("s")
                .with_description("From sending a batch to its commit.")
                .build(),
            batch: meter
                .u64_histogram("jobbro.append.batch")
                .with_description("Commands in a batch.")
                .with_boundaries(vec![1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0])
                .build(),
            conflicts: meter
                .u64_counter("jobbro.append.conflicts")
                .with_description("Commands that had to be decided again.")
                .build(),
            replays: meter
                .u64_counter("jobbro.append.replays")
                .with_description("Commands that were answered from before.")
                .build(),
            resends: meter
                .u64_counter("jobbro.append.resends")
                .with_description("Batches sent again after a lost connection.")
                .build(),
            queue: meter
                .u64_gauge("jobbro.append.queue")
                .with_description("Commands that wait for a batch.")
                .build(),
        }
    }
}

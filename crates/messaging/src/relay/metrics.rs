//! What operators see of a relay.

use opentelemetry::{
    KeyValue,
    metrics::{Counter, Gauge},
};
use tokio::time::Instant;

use super::Interrupted;

pub(super) struct Metrics {
    service: KeyValue,
    lag_positions: Gauge<i64>,
    lag_seconds: Gauge<f64>,
    published: Counter<u64>,
    errors: Counter<u64>,
    diverged: Gauge<u64>,
    /// Since when the stream has been behind the log. By our own clock and not by the rows' times: after a loss of
    /// the whole stream the first row may be years old, and nothing is wrong.
    behind_since: Option<Instant>,
}

impl Metrics {
    pub(super) fn of(service: &'static str) -> Self {
        let meter = telemetry::meter();
        Self {
            service: KeyValue::new("service", service),
            lag_positions: meter
                .i64_gauge("relay.lag.positions")
                .with_description("events of the log that are not yet in the stream")
                .build(),
            lag_seconds: meter
                .f64_gauge("relay.lag.seconds")
                .with_description("how long the stream has been behind the log")
                .build(),
            published: meter
                .u64_counter("relay.published")
                .with_description("events the server has acknowledged")
                .build(),
            errors: meter
                .u64_counter("relay.publish_errors")
                .with_description("times the relay had to look at the stream again, by reason")
                .build(),
            diverged: meter
                .u64_gauge("relay.diverged")
                .with_description("1 when the relay stands still because stream and log differ")
                .build(),
            behind_since: None,
        }
    }

    pub(super) fn lag(&mut self, head: i64, published: i64) {
        let behind = head.saturating_sub(published).max(0);
        let since = (behind > 0).then(|| self.behind_since.unwrap_or_else(Instant::now));
        self.behind_since = since;
        let service = std::slice::from_ref(&self.service);
        self.lag_positions.record(behind, service);
        self.lag_seconds.record(since.map_or(0.0, |it| it.elapsed().as_secs_f64()), service);
    }

    pub(super) fn published(&self) {
        self.published.add(1, std::slice::from_ref(&self.service));
    }

    pub(super) fn interrupted(&self, why: &Interrupted) {
        self.errors.add(1, &[self.service.clone(), KeyValue::new("reason", why.reason())]);
    }

    pub(super) fn diverged(&self, diverged: bool) {
        self.diverged.record(u64::from(diverged), std::slice::from_ref(&self.service));
    }
}

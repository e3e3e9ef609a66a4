//! What is measured of a subscription. The owner of the lease reports lag and age; others report none.

use std::time::Duration;

use opentelemetry::{
    KeyValue,
    metrics::{Counter, Gauge},
};

use crate::checkpoint::Key;

/// The instruments of one subscription.
pub(crate) struct Meters {
    lag: Gauge<i64>,
    age: Gauge<f64>,
    blind: Gauge<u64>,
    applied: Counter<u64>,
    stuck: Gauge<u64>,
    lost: Counter<u64>,
    unowned: Gauge<u64>,
    labels: [KeyValue; 3],
}

impl Meters {
    pub fn of(key: Key) -> Self {
        let meter = telemetry::meter();
        Self {
            lag: meter
                .i64_gauge("projection.position.lag")
                .with_unit("{event}")
                .with_description("Events of the source that are not handled yet")
                .build(),
            age: meter
                .f64_gauge("projection.age")
                .with_unit("s")
                .with_description(
                    "For how long this process has known events that are not handled yet",
                )
                .build(),
            blind: meter
                .u64_gauge("projection.head.unknown")
                .with_description(
                    "1 while the source does not say where it ends; the lag is then an old one",
                )
                .build(),
            applied: meter
                .u64_counter("projection.applied")
                .with_description("Wanted events that were handled")
                .build(),
            stuck: meter
                .u64_gauge("projection.stuck")
                .with_description("1 while an event cannot be handled")
                .build(),
            lost: meter
                .u64_counter("projection.lease.lost")
                .with_description("Times a lease was found to be another's")
                .build(),
            unowned: meter
                .u64_gauge("projection.unowned")
                .with_description("1 while neither this process nor another is known to hold it")
                .build(),
            labels: [
                KeyValue::new("projection", key.name),
                KeyValue::new("version", i64::from(key.version)),
                KeyValue::new("source", key.source),
            ],
        }
    }

    /// Events not handled yet, and for how long there have been any.
    pub fn behind(&self, events: i64, age: Duration) {
        self.lag.record(events, &self.labels);
        self.age.record(age.as_secs_f64(), &self.labels);
    }

    /// Whether nobody says where the source ends.
    pub fn head_unknown(&self, is: bool) {
        self.blind.record(u64::from(is), &self.labels);
    }

    /// Wanted events were handled.
    pub fn applied(&self, events: usize) {
        self.applied.add(events as u64, &self.labels);
    }

    /// An event cannot be handled, or can again.
    pub fn stuck(&self, is: bool) {
        self.stuck.record(u64::from(is), &self.labels);
    }

    /// The lease is another's now.
    pub fn lost(&self) {
        self.lost.add(1, &self.labels);
    }

    /// Nobody is known to hold it.
    pub fn unowned(&self, is: bool) {
        self.unowned.record(u64::from(is), &self.labels);
    }
}

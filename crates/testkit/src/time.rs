//! Time and ids that a test controls.

use std::sync::Mutex;

use kernel::{Clock, Ids, Timestamp, Uuid};

/// Stands still until it is moved.
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// Standing at an instant, as `2026-11-28T12:00:00Z`.
    ///
    /// # Panics
    /// When that is no instant.
    #[must_use]
    pub fn at(instant: &str) -> Self {
        Self(Mutex::new(instant.parse().expect("an instant written in a test")))
    }

    /// Moves it.
    ///
    /// # Panics
    /// When that is no instant.
    pub fn set(&self, instant: &str) {
        *self.0.lock().expect("no test panics while it moves the clock") =
            instant.parse().expect("an instant written in a test");
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no test panics while it moves the clock")
    }
}

/// New random ids; tests compare what they get, not which.
pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is where ids come from in tests")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

//! What a subscription does about failures: wait longer, take fewer events, say each new cause once.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// Failures since the last success.
pub(crate) struct Trouble {
    /// Events to take at once now. Halved by each failure, so that it comes to stand at the event itself.
    pub limit: usize,
    most: usize,
    delays: ExponentialBackoff,
    said: Option<String>,
}

impl Trouble {
    /// None yet; `most` events are taken at once when all is well.
    pub fn none(most: usize) -> Self {
        Self { limit: most, most, delays: delays(), said: None }
    }

    /// One more. Answers how long to wait, and whether this cause is new.
    pub fn again(&mut self, cause: &str) -> (Duration, bool) {
        self.limit = (self.limit / 2).max(1);
        let new = self.said.as_deref() != Some(cause);
        if new {
            self.said = Some(cause.to_owned());
        }
        (self.delays.next().unwrap_or(LONGEST), new)
    }

    /// It went well. Answers whether that ends a trouble.
    pub fn over(&mut self) -> bool {
        self.limit = (self.limit * 2).min(self.most);
        self.delays = delays();
        self.said.take().is_some()
    }
}

/// Jitter comes on top and is at most as long.
const LONGEST: Duration = Duration::from_secs(2);

fn delays() -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(50))
        .with_max_delay(LONGEST)
        .with_jitter()
        .without_max_times()
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_halves_the_slice_down_to_one_event_and_success_widens_it_again() {
        let mut trouble = Trouble::none(5);
        let limits = [2, 1, 1].map(|_| {
            trouble.again("cause");
            trouble.limit
        });
        assert_eq!(limits, [2, 1, 1]);
        let limits = [(); 4].map(|()| {
            trouble.over();
            trouble.limit
        });
        assert_eq!(limits, [2, 4, 5, 5]);
    }

    #[test]
    fn a_cause_is_new_once_and_again_after_another_or_after_success() {
        let mut trouble = Trouble::none(5);
        let new = |trouble: &mut Trouble, cause| trouble.again(cause).1;
        assert!(new(&mut trouble, "one"));
        assert!(!new(&mut trouble, "one"));
        assert!(new(&mut trouble, "two"));
        assert!(new(&mut trouble, "one"));
        assert!(trouble.over());
        assert!(!trouble.over());
        assert!(new(&mut trouble, "one"));
    }

    #[test]
    fn waits_grow_to_a_few_seconds_and_never_end() {
        let mut trouble = Trouble::none(5);
        let waits: Vec<Duration> = (0..100).map(|_| trouble.again("cause").0).collect();
        assert!(waits[0] < Duration::from_millis(200));
        assert!(waits.iter().all(|it| *it <= LONGEST * 2));
        assert!(waits[99] >= LONGEST);
    }
}

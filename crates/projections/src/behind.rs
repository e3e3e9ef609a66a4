//! How far behind its source a subscription is, in events and in time.
//!
//! The time is by this process' own clock: for how long the checkpoint has not reached the end that the source was
//! seen to have. Times that events carry would need the clocks of two services to agree, and the event itself, which
//! a broker that is away does not give. So it begins at 0 when the lease is taken, also after a restart: it never says
//! more than is true, and while a subscription stands still it grows.

use std::time::Duration;

use tokio::time::Instant;

/// What is known since the lease was taken.
#[derive(Debug, Default)]
pub(crate) struct Behind {
    /// The checkpoint; `None` until it is read.
    position: Option<i64>,
    /// Where the source ends, by the last answer there was.
    head: i64,
    /// The end that is to be reached, and when it was seen.
    goal: Option<(i64, Instant)>,
}

impl Behind {
    /// The checkpoint is there now.
    pub fn at(&mut self, position: i64) {
        self.position = Some(position);
    }

    /// The source was asked, and ends there. A stream that was lost and is filled again ends earlier than before.
    pub fn ends(&mut self, head: i64) {
        self.head = head;
    }

    /// Events up to this one were read, so the source ends there at the earliest.
    pub fn read(&mut self, position: i64) {
        self.head = self.head.max(position);
    }

    /// Events that are not handled yet, and for how long there have been any of them.
    pub fn measure(&mut self, now: Instant) -> (i64, Duration) {
        let position = self.position.unwrap_or(self.head);
        let events = (self.head - position).max(0);
        if events == 0 {
            self.goal = None;
        } else if self.goal.is_none_or(|(goal, _)| goal <= position) {
            self.goal = Some((self.head, now));
        }
        (events, self.goal.map_or(Duration::ZERO, |(_, seen)| now - seen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds on a clock.
    fn clock() -> impl Fn(u64) -> Instant {
        let start = Instant::now();
        move |seconds| start + Duration::from_secs(seconds)
    }

    const fn lag(events: i64, seconds: u64) -> (i64, Duration) {
        (events, Duration::from_secs(seconds))
    }

    #[test]
    fn it_grows_older_while_it_stands_whatever_is_added_and_is_over_at_the_end() {
        let (second, mut behind) = (clock(), Behind::default());
        behind.at(5);
        behind.ends(5);
        assert_eq!(behind.measure(second(0)), lag(0, 0));
        behind.ends(8);
        assert_eq!(behind.measure(second(10)), lag(3, 0));
        behind.at(6);
        behind.ends(9);
        assert_eq!(behind.measure(second(14)), lag(3, 4));
        behind.at(9);
        assert_eq!(behind.measure(second(15)), lag(0, 0));
    }

    #[test]
    fn one_that_keeps_up_with_a_source_that_never_rests_is_not_old() {
        let (second, mut behind) = (clock(), Behind::default());
        for number in 1..100_u64 {
            behind.at(number.cast_signed());
            behind.read(number.cast_signed() + 1);
            assert_eq!(behind.measure(second(number)), lag(1, 0));
        }
    }

    #[test]
    fn a_source_that_ends_before_the_checkpoint_or_a_checkpoint_not_read_yet_is_no_lag() {
        let (second, mut behind) = (clock(), Behind::default());
        behind.ends(9);
        assert_eq!(behind.measure(second(0)), lag(0, 0));
        behind.at(5);
        assert_eq!(behind.measure(second(1)), lag(4, 0));
        behind.ends(2);
        assert_eq!(behind.measure(second(2)), lag(0, 0));
    }
}

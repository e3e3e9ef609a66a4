//! How long to wait before the next try.

use std::time::Duration;

/// Doubles from `first` to `longest`; starts over when something has worked.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(crate) const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, next: first }
    }

    /// What to wait now.
    pub(crate) fn next(&mut self) -> Duration {
        let now = self.next;
        self.next = (now * 2).min(self.longest);
        now
    }

    /// It worked.
    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_the_longest_and_starts_over() {
        let ms = Duration::from_millis;
        let mut backoff = Backoff::new(ms(50), ms(150));
        assert_eq!([backoff.next(), backoff.next(), backoff.next()], [ms(50), ms(100), ms(150)]);
        assert_eq!(backoff.next(), ms(150));
        backoff.reset();
        assert_eq!(backoff.next(), ms(50));
    }
}

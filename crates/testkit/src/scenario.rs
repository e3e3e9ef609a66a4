//! Given, when, then for an aggregate.

use kernel::{Aggregate, Date, Decision};

/// A day by its ISO form.
///
/// # Panics
/// When there is no such day.
#[must_use]
pub fn day(text: &str) -> Date {
    text.parse().expect("a day written in a test")
}

/// Past events, then a command, then what came of it.
pub struct Scenario<A: Aggregate> {
    state: A,
}

impl<A: Aggregate> Scenario<A> {
    /// After these events.
    pub fn given(events: impl IntoIterator<Item = A::Event>) -> Self {
        let state = events.into_iter().fold(A::default(), |state, event| state.evolve(&event));
        Self { state }
    }

    /// This is asked.
    pub fn when(self, command: A::Command) -> Outcome<A> {
        Outcome { result: self.state.decide(command) }
    }
}

/// What the aggregate decided.
pub struct Outcome<A: Aggregate> {
    result: Result<Decision<A::Event, A::Finding>, A::Refusal>,
}

impl<A: Aggregate> Outcome<A> {
    /// Exactly these events.
    ///
    /// # Panics
    /// When it decided something else.
    pub fn then(self, expected: impl IntoIterator<Item = A::Event>) -> Vec<A::Finding> {
        let decision = self.result.expect("the command was refused");
        assert_eq!(decision.events, expected.into_iter().collect::<Vec<_>>());
        decision.findings
    }

    /// Refused for this reason.
    ///
    /// # Panics
    /// When it was not.
    pub fn then_refused(self, why: &A::Refusal) {
        assert_eq!(self.result.err().as_ref(), Some(why));
    }
}

//! What an aggregate is: a decision over a state, and a state folded from past events.

use std::fmt::Debug;

/// One consistency boundary, one stream. Both functions are pure and synchronous on purpose.
pub trait Aggregate: Default + Clone + Send + Sync + 'static {
    /// The kind of its stream, as stored; never renamed.
    const KIND: &'static str;
    /// What can be asked of it.
    type Command;
    /// What can have happened to it.
    type Event: Clone + Debug + PartialEq + Send + Sync;
    /// What a rule says about the facts it looked at; `law::Finding` everywhere but in tests.
    type Finding: Clone + Debug + PartialEq + Send;
    /// Why it says no.
    type Refusal: Debug + PartialEq + Send;

    /// Decides a command on this state. An empty decision means "it is already so".
    ///
    /// # Errors
    /// The reason for the refusal.
    fn decide(
        &self,
        command: Self::Command,
    ) -> Result<Decision<Self::Event, Self::Finding>, Self::Refusal>;

    /// The state after an event. Total: history has already happened.
    #[must_use]
    fn evolve(self, event: &Self::Event) -> Self;
}

/// What a command led to: events, and the findings of every rule that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<E, F> {
    /// In order; empty when nothing changes.
    pub events: Vec<E>,
    /// What the rules said, breaches excepted: those refuse.
    pub findings: Vec<F>,
}

impl<E, F> Decision<E, F> {
    /// It is already so.
    #[must_use]
    pub fn nothing() -> Self {
        Self { events: Vec::new(), findings: Vec::new() }
    }

    /// These events.
    pub fn of(events: impl IntoIterator<Item = E>) -> Self {
        Self { events: events.into_iter().collect(), findings: Vec::new() }
    }

    /// The same decision with what the rules said.
    #[must_use]
    pub fn with(mut self, findings: impl IntoIterator<Item = F>) -> Self {
        self.findings.extend(findings);
        self
    }
}

//! What the IGUs of one citizen have come to, in all municipalities of the cell: the rule of one IGU reads it.
//!
//! Invariants: one entry for each IGU, the newest outcome; in the order they were first noted.

use kernel::{Aggregate, CitizenId, Date, Decision, IguId};
use law::Finding;

use crate::{facts::EarlierIgu, values::IguOutcome};

/// Notes what an IGU has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    pub citizen: CitizenId,
    pub igu: IguId,
    pub outcome: IguOutcome,
    /// Concluded on, or last day.
    pub on: Date,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Noted { citizen: CitizenId, igu: IguId, outcome: IguOutcome, on: Date },
}

/// Nothing is refused: what is noted was decided by the IGU itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {}

#[derive(Clone, Debug, Default)]
pub struct IguHistory {
    noted: Vec<(IguId, EarlierIgu)>,
}

impl Aggregate for IguHistory {
    const KIND: &'static str = "igu_history";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { citizen, igu, outcome, on } = command;
        if self.noted.contains(&(igu, EarlierIgu { outcome, on })) {
            return Ok(Decision::nothing());
        }
        Ok(Decision::of([Event::Noted { citizen, igu, outcome, on }]))
    }

    fn evolve(mut self, event: &Event) -> Self {
        let Event::Noted { igu, outcome, on, .. } = *event;
        let now = EarlierIgu { outcome, on };
        match self.noted.iter_mut().find(|(it, _)| *it == igu) {
            Some((_, then)) => *then = now,
            None => self.noted.push((igu, now)),
        }
        self
    }
}

impl IguHistory {
    /// The citizen's other IGUs.
    #[must_use]
    pub fn besides(&self, igu: IguId) -> Vec<EarlierIgu> {
        self.noted.iter().filter(|(it, _)| *it != igu).map(|(_, it)| *it).collect()
    }
}

#[cfg(test)]
mod tests;

//! When one citizen is in internships, in all municipalities of the cell: the rule of the hours of one reads it.
//!
//! Invariants: one entry for each that was granted, with the days it was kept to; in the order they were first noted.

use kernel::{Aggregate, CitizenId, Decision, PlacementId};
use law::Finding;

use crate::facts::Internship;

/// Notes what an internship has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    pub citizen: CitizenId,
    pub placement: PlacementId,
    /// `None`: it came to nothing before it began.
    pub stands: Option<Internship>,
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is then, or was.
    Noted { citizen: CitizenId, placement: PlacementId, internship: Internship },
    /// One that was noted came to nothing.
    Lapsed { citizen: CitizenId, placement: PlacementId },
}

/// Nothing is refused: what is noted was decided by the placement itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InternshipHistory {
    noted: Vec<(PlacementId, Internship)>,
}

impl Aggregate for InternshipHistory {
    const KIND: &'static str = "internship_history";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { citizen, placement, stands } = command;
        let noted = self.noted.iter().find(|(it, _)| *it == placement).map(|(_, it)| *it);
        Ok(match stands {
            _ if noted == stands => Decision::nothing(),
            Some(internship) => Decision::of([Event::Noted { citizen, placement, internship }]),
            None => Decision::of([Event::Lapsed { citizen, placement }]),
        })
    }

    fn evolve(mut self, event: &Event) -> Self {
        match *event {
            Event::Noted { placement, internship, .. } => {
                match self.noted.iter_mut().find(|(it, _)| *it == placement) {
                    Some((_, then)) => *then = internship,
                    None => self.noted.push((placement, internship)),
                }
            }
            Event::Lapsed { placement, .. } => self.noted.retain(|(it, _)| *it != placement),
        }
        self
    }
}

impl InternshipHistory {
    /// The citizen's other internships.
    #[must_use]
    pub fn besides(&self, placement: PlacementId) -> Vec<Internship> {
        self.noted.iter().filter(|(it, _)| *it != placement).map(|(_, it)| *it).collect()
    }
}

#[cfg(test)]
mod tests;

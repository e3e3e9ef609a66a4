//! One company, shared by everyone in the cell.
//!
//! Invariants: registered once under its CVR number; one sector on any day, which holds until the next one set; a
//! sector is corrected on its own first day alone, so a correction never moves where another one begins.

use kernel::{Aggregate, CvrNumber, Date, Decision, EmployerId};
use law::Finding;

use crate::{
    streams,
    values::{CompanyFactSource, Sector},
};

pub enum Command {
    Register { cvr: CvrNumber },
    SetSector { sector: Sector, first_day: Date, source: CompanyFactSource, today: Date },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Registered {
        employer: EmployerId,
        cvr: CvrNumber,
    },
    SectorSet {
        employer: EmployerId,
        cvr: CvrNumber,
        sector: Sector,
        first_day: Date,
        source: CompanyFactSource,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no such company is registered")]
    NotFound,
    #[error("another sector was set from a later day")]
    SectorAlreadySet,
    #[error("the day lies in the future")]
    DayInFuture,
}

#[derive(Clone, Debug, Default)]
pub enum Employer {
    #[default]
    Unknown,
    Registered(Facts),
}

/// What is known of a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub employer: EmployerId,
    pub cvr: CvrNumber,
    /// By first day, oldest first; each holds until the next.
    pub sectors: Vec<(Date, Sector)>,
}

impl Aggregate for Employer {
    const KIND: &'static str = "employer";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        match (self, command) {
            (Self::Unknown, Command::Register { cvr }) => {
                Ok(Decision::of([Event::Registered { employer: streams::employer_id(cvr), cvr }]))
            }
            (Self::Registered(_), Command::Register { .. }) => Ok(Decision::nothing()),
            (Self::Unknown, Command::SetSector { .. }) => Err(Refusal::NotFound),
            (Self::Registered(_), Command::SetSector { first_day, today, .. })
                if first_day > today =>
            {
                Err(Refusal::DayInFuture)
            }
            (Self::Registered(facts), Command::SetSector { sector, first_day, source, .. }) => {
                facts.set_sector(sector, first_day, source)
            }
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match (self, event) {
            (_, Event::Registered { employer, cvr }) => {
                Self::Registered(Facts { employer: *employer, cvr: *cvr, sectors: Vec::new() })
            }
            (Self::Registered(facts), Event::SectorSet { sector, first_day, .. }) => {
                Self::Registered(facts.with_sector(*first_day, *sector))
            }
            // A sector of nobody is in no history; it changes nothing.
            (Self::Unknown, Event::SectorSet { .. }) => Self::Unknown,
        }
    }
}

impl Employer {
    /// What is known of it.
    ///
    /// # Errors
    /// `NotFound` where there is no company.
    pub fn facts(&self) -> Result<&Facts, Refusal> {
        match self {
            Self::Registered(facts) => Ok(facts),
            Self::Unknown => Err(Refusal::NotFound),
        }
    }
}

impl Facts {
    /// The sector on a day; `None` before the first one set.
    #[must_use]
    pub fn sector_on(&self, day: Date) -> Option<Sector> {
        self.sectors.iter().rev().find(|(first_day, _)| *first_day <= day).map(|it| it.1)
    }

    fn set_sector(
        &self,
        sector: Sector,
        first_day: Date,
        source: CompanyFactSource,
    ) -> Result<Decision<Event, Finding>, Refusal> {
        let known = self.sectors.iter().any(|(then, _)| *then == first_day);
        if !known && self.sectors.iter().any(|(then, other)| *then > first_day && *other != sector)
        {
            return Err(Refusal::SectorAlreadySet);
        }
        if self.sector_on(first_day) == Some(sector) {
            return Ok(Decision::nothing());
        }
        let Self { employer, cvr, .. } = *self;
        Ok(Decision::of([Event::SectorSet { employer, cvr, sector, first_day, source }]))
    }

    fn with_sector(mut self, first_day: Date, sector: Sector) -> Self {
        self.sectors.retain(|(then, _)| *then != first_day);
        self.sectors.push((first_day, sector));
        self.sectors.sort_by_key(|it| it.0);
        self
    }
}

#[cfg(test)]
mod tests;

//! One person, known to one municipality of the cell at a time.
//!
//! Invariants: registered once; neither the address nor the take-over begins in the future; responsibility is taken
//! over on one day; nobody but the
//! municipality that holds the citizen learns that there is one.

use kernel::{Aggregate, CitizenId, Date, Decision, Month, MunicipalityCode};
use law::Finding;

use crate::values::{Identity, OriginGroup, PersonalDay, ResidenceBasis, Sex};

pub enum Command {
    Register {
        citizen: CitizenId,
        asker: MunicipalityCode,
        sex: Sex,
        residence_basis: ResidenceBasis,
        origin_group: OriginGroup,
        first_permit_month: Option<Month>,
        identity: Identity,
        today: Date,
    },
    TakeOver {
        asker: MunicipalityCode,
        first_day: Date,
        today: Date,
    },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Registered {
        citizen: CitizenId,
        municipality: MunicipalityCode,
        sex: Sex,
        birth_month: Month,
        residence_basis: ResidenceBasis,
        origin_group: OriginGroup,
        first_permit_month: Option<Month>,
        /// Sealed: `None` when it was read back.
        identity: Option<Identity>,
    },
    ResponsibilityTakenOver {
        citizen: CitizenId,
        municipality: MunicipalityCode,
        first_day: Date,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Also of another municipality's citizen: the two cannot be told apart from outside.
    #[error("the asker's municipality has no such citizen")]
    NotFound,
    #[error("the citizen has already been registered")]
    AlreadyRegistered,
    #[error("responsibility was taken over on another day")]
    AlreadyTakenOver,
    #[error("the day lies in the future")]
    DayInFuture,
}

#[derive(Clone, Debug, Default)]
pub enum Citizen {
    #[default]
    Unknown,
    Registered(Facts),
}

/// What other decisions need to know of a citizen. Given to the municipality that holds the citizen and to no other,
/// so a command that carries them is that municipality's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub citizen: CitizenId,
    /// The municipality that registered, then the one that took over.
    pub held_by: MunicipalityCode,
    pub residence_basis: ResidenceBasis,
    pub first_permit_month: Option<Month>,
    /// First day of the responsibility; `None` until it was taken over.
    pub responsible_from: Option<Date>,
}

/// Who holds a citizen, as one municipality may be told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// There is no such citizen in the cell.
    Nowhere,
    /// Another municipality; which one is not told.
    Elsewhere,
    /// This one.
    Here(Facts),
}

impl Aggregate for Citizen {
    const KIND: &'static str = "citizen";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        match (self, command) {
            (
                Self::Unknown,
                Command::Register {
                    citizen,
                    asker,
                    sex,
                    residence_basis,
                    origin_group,
                    first_permit_month,
                    identity,
                    today,
                },
            ) => {
                let residence = identity.residence_registered_on.as_ref().map(PersonalDay::expose);
                if residence.is_some_and(|it| it > today) {
                    return Err(Refusal::DayInFuture);
                }
                Ok(Decision::of([Event::Registered {
                    citizen,
                    municipality: asker,
                    sex,
                    birth_month: Month::of(identity.birth_date.expose()),
                    residence_basis,
                    origin_group,
                    first_permit_month,
                    identity: Some(identity),
                }]))
            }
            (Self::Registered(_), Command::Register { .. }) => Err(Refusal::AlreadyRegistered),
            (_, Command::TakeOver { asker, first_day, today }) => {
                let facts = self.held_by(asker)?;
                match facts.responsible_from {
                    Some(then) if then == first_day => Ok(Decision::nothing()),
                    Some(_) => Err(Refusal::AlreadyTakenOver),
                    None if first_day > today => Err(Refusal::DayInFuture),
                    None => Ok(Decision::of([Event::ResponsibilityTakenOver {
                        citizen: facts.citizen,
                        municipality: asker,
                        first_day,
                    }])),
                }
            }
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match (self, event) {
            (
                _,
                Event::Registered {
                    citizen,
                    municipality,
                    residence_basis,
                    first_permit_month,
                    ..
                },
            ) => Self::Registered(Facts {
                citizen: *citizen,
                held_by: *municipality,
                residence_basis: *residence_basis,
                first_permit_month: *first_permit_month,
                responsible_from: None,
            }),
            (
                Self::Registered(facts),
                Event::ResponsibilityTakenOver { municipality, first_day, .. },
            ) => Self::Registered(Facts {
                held_by: *municipality,
                responsible_from: Some(*first_day),
                ..facts
            }),
            // A take-over of nobody is in no history; it changes nothing.
            (Self::Unknown, Event::ResponsibilityTakenOver { .. }) => Self::Unknown,
        }
    }
}

impl Citizen {
    /// The facts, for the municipality that holds the citizen.
    ///
    /// # Errors
    /// `NotFound` for all others, and where there is no citizen.
    pub fn held_by(&self, asker: MunicipalityCode) -> Result<Facts, Refusal> {
        match self.as_of(asker) {
            Holding::Here(facts) => Ok(facts),
            Holding::Elsewhere | Holding::Nowhere => Err(Refusal::NotFound),
        }
    }

    /// What this municipality holds of the citizen.
    #[must_use]
    pub fn as_of(&self, asker: MunicipalityCode) -> Holding {
        match self {
            Self::Registered(facts) if facts.held_by == asker => Holding::Here(*facts),
            Self::Registered(_) => Holding::Elsewhere,
            Self::Unknown => Holding::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests;

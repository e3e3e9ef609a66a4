//! Why the service says no.

use citizens_domain::{benefit_course, citizen, programme};
use event_log::Stop;
use kernel::CitizenId;

/// A refusal by the domain, or by a claim that another holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// By the citizen.
    Citizen(citizen::Refusal),
    /// By the programme.
    Programme(programme::Refusal),
    /// By the benefit course.
    Benefit(benefit_course::Refusal),
    /// The asker's municipality has the person, under this id.
    AlreadyRegistered(CitizenId),
    /// Another municipality has the person; where is not told.
    HeldElsewhere,
    /// The external id names another citizen of the municipality.
    ExternalIdInUse,
}

impl From<citizen::Refusal> for Refusal {
    fn from(refusal: citizen::Refusal) -> Self {
        Self::Citizen(refusal)
    }
}

impl From<programme::Refusal> for Refusal {
    fn from(refusal: programme::Refusal) -> Self {
        Self::Programme(refusal)
    }
}

impl From<benefit_course::Refusal> for Refusal {
    fn from(refusal: benefit_course::Refusal) -> Self {
        Self::Benefit(refusal)
    }
}

/// The way from a domain's refusal out of a use case.
pub(super) fn refused(refusal: impl Into<Refusal>) -> Stop<Refusal> {
    Stop::Refused(refusal.into())
}

//! Why the service says no.

use event_log::Stop;
use placements_domain::{igu, igu_history, internship_history, placement, question};

/// A refusal by the domain, or by a claim that another holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// By a question's stream.
    Question(question::Refusal),
    /// By a placement.
    Placement(placement::Refusal),
    /// By an IGU.
    Igu(igu::Refusal),
    /// The citizen's claim on one IGU was taken by another just now.
    IguConcludedMeanwhile,
}

impl From<question::Refusal> for Refusal {
    fn from(refusal: question::Refusal) -> Self {
        Self::Question(refusal)
    }
}

impl From<placement::Refusal> for Refusal {
    fn from(refusal: placement::Refusal) -> Self {
        Self::Placement(refusal)
    }
}

impl From<igu::Refusal> for Refusal {
    fn from(refusal: igu::Refusal) -> Self {
        Self::Igu(refusal)
    }
}

impl From<igu_history::Refusal> for Refusal {
    fn from(refusal: igu_history::Refusal) -> Self {
        match refusal {}
    }
}

impl From<internship_history::Refusal> for Refusal {
    fn from(refusal: internship_history::Refusal) -> Self {
        match refusal {}
    }
}

/// The way from a domain's refusal out of a use case.
pub(super) fn refused(refusal: impl Into<Refusal>) -> Stop<Refusal> {
    Stop::Refused(refusal.into())
}

//! Why the service says no.

use employers_domain::{employer, workplace};
use event_log::Stop;

/// A refusal by the domain. The claims add none: whoever meets a taken one has met the company on its stream before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// By the company.
    Employer(employer::Refusal),
    /// By the workplace.
    Workplace(workplace::Refusal),
}

impl From<employer::Refusal> for Refusal {
    fn from(refusal: employer::Refusal) -> Self {
        Self::Employer(refusal)
    }
}

impl From<workplace::Refusal> for Refusal {
    fn from(refusal: workplace::Refusal) -> Self {
        Self::Workplace(refusal)
    }
}

/// The way from a domain's refusal out of a use case.
pub(super) fn refused(refusal: impl Into<Refusal>) -> Stop<Refusal> {
    Stop::Refused(refusal.into())
}

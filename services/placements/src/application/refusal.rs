//! Why the service says no.

use event_log::Stop;
use placements_domain::question;

/// A refusal by the domain, or by a claim that another holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// By a question's stream.
    Question(question::Refusal),
}

impl From<question::Refusal> for Refusal {
    fn from(refusal: question::Refusal) -> Self {
        Self::Question(refusal)
    }
}

/// The way from a domain's refusal out of a use case.
pub(super) fn refused(refusal: impl Into<Refusal>) -> Stop<Refusal> {
    Stop::Refused(refusal.into())
}

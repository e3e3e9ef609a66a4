//! One use case, as the log runs it.

use std::future::Future;

use crate::{Fault, LoadError, Session, Taken};

/// A command of a service: what it reads and what it decides.
///
/// It may run several times (what it looked at had moved), so it keeps nothing between runs.
pub trait Handle: Send + Sync {
    /// The RPC's answer: ids, versions, warnings; stored, so never personal data.
    type Answer: prost::Message + Default + Send;
    /// Why the service says no.
    type Refusal: Send;

    /// Loads, decides, records. Nothing is stored before it returns `Ok`.
    fn handle(
        &self,
        session: &mut Session,
    ) -> impl Future<Output = Result<Self::Answer, Stop<Self::Refusal>>> + Send;

    /// The refusal for a claim that someone else holds.
    fn claimed(&self, taken: &Taken) -> Self::Refusal;
}

/// Why a use case stopped.
#[derive(Debug)]
pub enum Stop<R> {
    /// The domain said no.
    Refused(R),
    /// `expected_version` is old.
    Stale {
        /// What the caller had seen.
        expected: i64,
        /// What it is.
        actual: i64,
    },
    /// A fault.
    Fault(Fault),
}

impl<R> From<Fault> for Stop<R> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<R> From<LoadError> for Stop<R> {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Fault(fault) => Self::Fault(fault),
            LoadError::Stale { expected, actual } => Self::Stale { expected, actual },
        }
    }
}

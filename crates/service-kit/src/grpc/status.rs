//! The only place where an error of ours becomes a gRPC status. Every reason has a row in `docs/grpc-status.md`.
#![deny(clippy::wildcard_enum_match_arm)]

use event_log::{ExecuteError, Fault};
use law::Finding;
use tonic::{Code, Status};

use super::{
    breach,
    reasons::{self, Reason},
};

#[cfg(test)]
mod tests;

/// A refusal, as it is told: a stable reason, English for developers, Danish for the one at the screen.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The gRPC code.
    pub code: Code,
    /// Stable, as `BENEFIT_OVERLAPS`.
    pub reason: &'static str,
    /// The status message. Never SQL, paths or personal data.
    pub english: &'static str,
    /// `LocalizedMessage`, `da-DK`.
    pub danish: &'static str,
    /// `ErrorInfo.metadata`: ids and codes.
    pub metadata: Vec<(&'static str, String)>,
    /// The rules that are broken, when it is the law that refuses; they then say everything else.
    pub findings: Vec<Finding>,
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        let Reason { code, reason, english, danish, .. } = reason;
        Self { code, reason, english, danish, metadata: Vec::new(), findings: Vec::new() }
    }
}

impl Problem {
    /// The law refuses (`RULE_BREACHED`): the findings of all rules that were looked at, of which only those with
    /// the verdict `Breach` are told. `PreconditionFailure` has a violation for each, `ErrorInfo.metadata` the first
    /// with its facts and the names of all, `LocalizedMessage` says it as a clerk reads it.
    #[must_use]
    pub fn breach(findings: &[Finding]) -> Self {
        Self { findings: breach::broken(findings), ..reasons::RULE_BREACHED.into() }
    }

    /// The status, with `ErrorInfo` (domain `jobbro.dk/<service>`) and `LocalizedMessage`.
    #[must_use]
    pub fn status(self, service: &str) -> Status {
        if !self.findings.is_empty() {
            return breach::status(service, &self.findings);
        }
        let Self { code, reason, english, danish, metadata, .. } = self;
        let told = Reason { code, reason, english, danish, retry_after: None };
        told.status_with(service, metadata)
    }
}

/// The status of a command that was not carried out; `refused` tells the domain's own refusals.
pub fn status_of<R>(
    service: &str,
    error: ExecuteError<R>,
    refused: impl FnOnce(R) -> Problem,
) -> Status {
    match error {
        ExecuteError::Refused(refusal) => refused(refusal).status(service),
        ExecuteError::Stale { expected, actual } => {
            let versions = [("expected", expected.to_string()), ("actual", actual.to_string())];
            reasons::STALE_VERSION.status_with(service, versions)
        }
        ExecuteError::Conflict => reasons::CONFLICT.status(service),
        ExecuteError::RequestIdReused => reasons::REQUEST_ID_REUSED.status(service),
        ExecuteError::Busy => reasons::BUSY.status(service),
        ExecuteError::Fault(error) => fault(service, error),
    }
}

/// The status of a fault, for a query too. The cause goes to the log, once, and to nobody else.
pub fn fault(service: &str, error: impl Into<Fault>) -> Status {
    let error = error.into();
    let reason = if passes(&error) { reasons::UNAVAILABLE } else { reasons::INTERNAL_FAULT };
    tracing::error!(reason = reason.reason, error = %telemetry::chain(&error), "fault");
    reason.status(service)
}

/// Whether trying again soon is likely to help.
pub(crate) fn passes(fault: &Fault) -> bool {
    match fault {
        Fault::Closing => true,
        Fault::Database(error) => connection_lost(error),
        Fault::Append(error) => connection_lost(error),
        Fault::Malformed { .. }
        | Fault::StoredAnswer(_)
        | Fault::Keys
        | Fault::RootKeyFile
        | Fault::RootKey
        | Fault::Erased
        | Fault::NotMigrated
        | Fault::UseCase(_) => false,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "sqlx's errors are open")]
fn connection_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
        // 08: connection; 53: out of resources; 57P: ended or starting by an administrator.
        sqlx::Error::Database(told) => told
            .code()
            .is_some_and(|it| ["08", "53", "57P"].iter().any(|class| it.starts_with(class))),
        _ => false,
    }
}

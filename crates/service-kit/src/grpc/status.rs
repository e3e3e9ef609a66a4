//! The only place where an error of ours becomes a gRPC status. Every reason has a row in `docs/grpc-status.md`.

use event_log::ExecuteError;
use tonic::{Code, Status};

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
}

impl Problem {
    /// The status, with `ErrorInfo` (domain `jobbro.dk/<service>`) and `LocalizedMessage`.
    #[must_use]
    pub fn status(self, service: &str) -> Status {
        let _ = service;
        unimplemented!()
    }
}

/// The status of a command that was not carried out; `refused` tells the domain's own refusals.
pub fn status_of<R>(
    service: &str,
    error: ExecuteError<R>,
    refused: impl FnOnce(R) -> Problem,
) -> Status {
    let _ = (service, error, refused);
    unimplemented!()
}

//! The two ways to be turned away. The texts are constant: which check failed is for the log, not for the caller.

use std::collections::HashMap;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

/// How a refusal is told: reason, English, Danish.
pub struct Told {
    /// `ErrorInfo.reason`.
    pub reason: &'static str,
    /// The status message.
    pub english: &'static str,
    /// `LocalizedMessage`, `da-DK`.
    pub danish: &'static str,
}

/// No token, or none that holds.
pub const UNAUTHENTICATED: Told = Told {
    reason: "UNAUTHENTICATED",
    english: "a valid token is needed",
    danish: "Du skal logge ind for at bruge systemet.",
};

/// The token's roles do not allow it.
pub const PERMISSION_DENIED: Told = Told {
    reason: "PERMISSION_DENIED",
    english: "the caller's roles do not allow this",
    danish: "Du har ikke adgang til denne funktion.",
};

/// `UNAUTHENTICATED`.
pub fn unauthenticated() -> Status {
    status(Code::Unauthenticated, &UNAUTHENTICATED)
}

/// `PERMISSION_DENIED`.
pub fn permission_denied() -> Status {
    status(Code::PermissionDenied, &PERMISSION_DENIED)
}

/// The domain is the bare `jobbro.dk`; the server's outermost layer adds the service.
fn status(code: Code, told: &Told) -> Status {
    let mut details = ErrorDetails::with_error_info(told.reason, "jobbro.dk", HashMap::new());
    details.set_localized_message("da-DK", told.danish);
    Status::with_error_details(code, told.english, details)
}

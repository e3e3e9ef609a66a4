//! Every reason that shared code gives. `docs/grpc-status.md`, section Shared, has the same rows; a test compares them.

use std::time::Duration;

use tonic::{
    Code::{
        self, Aborted, AlreadyExists, Cancelled, DeadlineExceeded, FailedPrecondition, Internal,
        InvalidArgument, NotFound, PermissionDenied, ResourceExhausted, Unauthenticated,
        Unavailable, Unimplemented,
    },
    Status,
};
use tonic_types::{ErrorDetails, StatusExt};

use super::details;

/// A reason of `ErrorInfo`, always told the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The gRPC code.
    pub code: Code,
    /// Stable, as `STALE_VERSION`.
    pub reason: &'static str,
    /// The status message.
    pub english: &'static str,
    /// `LocalizedMessage`, `da-DK`.
    pub danish: &'static str,
    /// `RetryInfo`, where trying again helps.
    pub retry_after: Option<Duration>,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:ident, $english:literal, $danish:literal, $retry:expr;)+) => {
        $(
            $(#[$doc])*
            pub const $name: Reason = Reason {
                code: $code,
                reason: stringify!($name),
                english: $english,
                danish: $danish,
                retry_after: $retry,
            };
        )+

        /// Those of this file.
        const HERE: &[Reason] = &[$($name),+];
    };
}

const SOON: Option<Duration> = Some(Duration::from_millis(200));
const LATER: Option<Duration> = Some(Duration::from_secs(1));

reasons! {
    /// `BadRequest` names every wrong field.
    INVALID_FIELDS = InvalidArgument, "some fields are wrong", "Nogle felter er forkerte.", None;
    /// The bytes are no such message.
    MESSAGE_UNREADABLE = InvalidArgument, "the message cannot be read",
        "Beskeden kan ikke læses.", None;
    /// Larger than this service reads.
    MESSAGE_TOO_LARGE = ResourceExhausted, "the message is too large", "Beskeden er for stor.", None;
    /// There is no such RPC, or not in this encoding.
    UNKNOWN_METHOD = Unimplemented, "there is no such method", "Funktionen findes ikke.", None;
    /// `expected_version` is old; metadata `expected` and `actual`.
    STALE_VERSION = Aborted, "changed by someone else since you read it; read it again",
        "Sagen er ændret af en anden, siden du læste den. Hent den igen.", None;
    /// Others kept changing the same thing.
    CONFLICT = Aborted, "others are changing the same thing; try again",
        "Andre ændrer det samme lige nu. Prøv igen.", SOON;
    /// The same request id with another content.
    REQUEST_ID_REUSED = AlreadyExists, "the request_id was used before with another content",
        "Anmodningens id er allerede brugt til noget andet.", None;
    /// Too much to do.
    BUSY = ResourceExhausted, "too many requests are waiting; try again shortly",
        "Systemet har travlt. Prøv igen om lidt.", SOON;
    /// A fault of ours; the log says which.
    INTERNAL_FAULT = Internal, "internal error", "Der skete en fejl i systemet.", None;
    /// Something this service needs does not answer.
    UNAVAILABLE = Unavailable, "not available just now; try again",
        "Systemet er ikke tilgængeligt lige nu. Prøv igen.", LATER;
    /// A read model did not reach the token in time.
    NOT_REACHED = DeadlineExceeded, "the read model has not reached the token yet; try again",
        "Oplysningerne er endnu ikke opdateret. Prøv igen.", LATER;
    /// The deadline passed; a command may have been carried out, the same request id tells.
    DEADLINE = DeadlineExceeded, "not finished within the deadline; the same request_id may be sent again",
        "Svaret kom ikke i tide. Prøv igen.", LATER;
    /// Tokens of two epochs cannot be compared.
    EPOCH_CHANGED = FailedPrecondition, "the token is of another epoch of that log; read again without it",
        "Systemet er gendannet siden sidste svar. Hent oplysningerne igen.", None;
    /// The law of the day refuses; `PreconditionFailure` names every broken rule.
    RULE_BREACHED = FailedPrecondition, "the law of that day refuses", "Loven tillader det ikke.", None;
    /// Metadata `jobbro-token` cannot be read.
    TOKEN_UNREADABLE = InvalidArgument, "the metadata jobbro-token cannot be read",
        "Positionen i anmodningen kan ikke læses.", None;
    /// Metadata `jobbro-purpose` is missing or none of the closed list.
    PURPOSE_MISSING = InvalidArgument,
        "the metadata jobbro-purpose must say why: case_work, placement, benefit_control, complaint, audit or technical_support",
        "Formålet med opslaget mangler eller er ikke kendt.", None;
    /// The caller went away.
    CANCELLED = Cancelled, "cancelled by the caller", "Anmodningen blev afbrudt.", None;
    /// There is no such thing, for this caller.
    NOT_FOUND = NotFound, "there is no such thing", "Det findes ikke.", None;
    /// No token, or none that holds.
    UNAUTHENTICATED = Unauthenticated, "a valid token is needed",
        "Du skal logge ind for at bruge systemet.", None;
    /// The token's roles do not allow it.
    PERMISSION_DENIED = PermissionDenied, "the caller's roles do not allow this",
        "Du har ikke adgang til denne funktion.", None;
}

/// Every shared reason.
pub fn all() -> impl Iterator<Item = Reason> {
    HERE.iter().copied()
}

impl Reason {
    /// The status, with `ErrorInfo`, `LocalizedMessage` and, where trying again helps, `RetryInfo`.
    #[must_use]
    pub fn status(self, service: &str) -> Status {
        self.status_with(service, [])
    }

    /// The same with metadata in `ErrorInfo`.
    #[must_use]
    pub fn status_with(
        self,
        service: &str,
        metadata: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Status {
        let details = self.details(service, metadata);
        Status::with_error_details(self.code, self.english, details)
    }

    pub(super) fn details(
        self,
        service: &str,
        metadata: impl IntoIterator<Item = (&'static str, String)>,
    ) -> ErrorDetails {
        let metadata: std::collections::HashMap<String, String> =
            metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let mut details = ErrorDetails::new();
        details
            .set_error_info(self.reason, details::domain(service), metadata)
            .set_localized_message(details::LOCALE, self.danish);
        if self.retry_after.is_some() {
            details.set_retry_info(self.retry_after);
        }
        details
    }
}

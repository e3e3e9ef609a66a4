//! What the details of every status have in common, and the completion of statuses that are not ours.

use http::HeaderMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use super::reasons::{self, Reason};

/// Danish.
pub(super) const LOCALE: &str = "da-DK";

/// What a status may fill. Many clients read 8 KiB of headers and no more, and then hear nothing of what we said; the
/// transport's own headers and the domain that is filled in later take the rest.
const ROOM: usize = 7 * 1024;
/// What HTTP/2 reckons for each header beside its bytes.
const EACH: usize = 32;

/// Ours to mend.
const FAULTS: [&str; 2] = [reasons::INTERNAL_FAULT.reason, reasons::UNAVAILABLE.reason];
/// Nobody's fault, and yet a sign that we are too slow when there are many.
const SLOW: [&str; 3] =
    [reasons::BUSY.reason, reasons::DEADLINE.reason, reasons::NOT_REACHED.reason];

/// Whether every client can read a status.
pub(super) fn fits(status: &Status) -> bool {
    let mut headers = HeaderMap::new();
    let size = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        name.as_str().len() + value.len() + EACH
    };
    status.add_header(&mut headers).is_ok() && headers.iter().map(size).sum::<usize>() <= ROOM
}

/// `ErrorInfo.domain`. Code that does not know its service says so with an empty name; the server's outermost
/// layer fills it in.
pub(crate) fn domain(service: &str) -> String {
    if service.is_empty() { "jobbro.dk".to_owned() } else { format!("jobbro.dk/{service}") }
}

/// A status on its way out, looked at once: ours get the domain they lack; those of the libraries below are replaced, so
/// that none of their text leaks. Whatever it is, the log then has its reason.
pub(crate) fn complete(service: &str, status: Status) -> Status {
    if status.code() == Code::Ok {
        return status;
    }
    let mut details = status.get_error_details();
    let Some(info) = details.error_info() else {
        return replace(service, &status);
    };
    log(&info.reason);
    if info.domain != domain("") {
        return status;
    }
    let info = info.clone();
    details.set_error_info(info.reason, domain(service), info.metadata);
    rebuild(&status, details)
}

/// The same status with other details.
fn rebuild(status: &Status, details: ErrorDetails) -> Status {
    Status::with_error_details_and_metadata(
        status.code(),
        status.message(),
        details,
        status.metadata().clone(),
    )
}

fn replace(service: &str, status: &Status) -> Status {
    let told = reason_of(status);
    let reason = told.reason;
    if FAULTS.contains(&reason) {
        tracing::error!(reason, code = ?status.code(), text = status.message(), "a library failed");
    } else {
        log(reason);
    }
    told.status(service)
}

/// The reason alone: what a status says besides may be about a person.
fn log(reason: &str) {
    if FAULTS.contains(&reason) {
        // Said where it happened, with the cause that no status has.
    } else if SLOW.contains(&reason) {
        tracing::warn!(reason, "refused");
    } else {
        tracing::info!(reason, "refused");
    }
}

/// What a status without details of ours means. The texts are tonic's; a test sends it such messages.
fn reason_of(status: &Status) -> Reason {
    const UNREADABLE: [&str; 5] = [
        "failed to decode Protobuf message",
        "Missing request message",
        "protocol error: received message with",
        "Unexpected EOF decoding stream",
        "Error decompressing",
    ];
    match status.code() {
        Code::OutOfRange => reasons::MESSAGE_TOO_LARGE,
        Code::Unimplemented => reasons::UNKNOWN_METHOD,
        Code::InvalidArgument => reasons::MESSAGE_UNREADABLE,
        Code::Internal | Code::Unknown
            if UNREADABLE.iter().any(|it| status.message().starts_with(it)) =>
        {
            reasons::MESSAGE_UNREADABLE
        }
        Code::NotFound => reasons::NOT_FOUND,
        Code::DeadlineExceeded => reasons::DEADLINE,
        Code::Cancelled => reasons::CANCELLED,
        Code::ResourceExhausted => reasons::BUSY,
        Code::Unavailable => reasons::UNAVAILABLE,
        Code::Unauthenticated => reasons::UNAUTHENTICATED,
        Code::PermissionDenied => reasons::PERMISSION_DENIED,
        Code::Ok
        | Code::Unknown
        | Code::AlreadyExists
        | Code::FailedPrecondition
        | Code::Aborted
        | Code::Internal
        | Code::DataLoss => reasons::INTERNAL_FAULT,
    }
}

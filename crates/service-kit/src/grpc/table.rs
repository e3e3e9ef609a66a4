//! The table of `docs/grpc-status.md`, read by the tests that keep it true.

use tonic::Code;

/// One row: reason, gRPC code, Danish text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// `STALE_VERSION`
    pub reason: String,
    /// `ABORTED`
    pub code: String,
    /// What the one at the screen reads.
    pub danish: String,
}

impl Row {
    /// The row that a reason must have.
    #[must_use]
    pub fn of(reason: &str, code: Code, danish: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            code: code_name(code).to_owned(),
            danish: danish.to_owned(),
        }
    }
}

/// The rows of one section of the page, sorted; a section ends where the next of the same level begins.
#[must_use]
pub fn rows(page: &str, section: &str) -> Vec<Row> {
    let mut found: Vec<Row> = page
        .lines()
        .skip_while(|line| line.trim() != format!("## {section}"))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(row)
        .collect();
    found.sort();
    found
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.strip_prefix('|')?.split('|').map(|cell| cell.trim().trim_matches('`'));
    let (reason, code, danish) = (cells.next()?, cells.next()?, cells.next()?);
    let stable = !reason.is_empty()
        && reason.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_');
    stable.then(|| Row { reason: reason.into(), code: code.into(), danish: danish.into() })
}

/// The name of a code as the gRPC documents write it.
#[must_use]
pub fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

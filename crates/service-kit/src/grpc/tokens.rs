//! Position tokens and purposes in gRPC metadata.
//!
//! `jobbro-token: citizens:1:42` (service, epoch, position), several separated by commas.

use event_log::{Executed, Token};
use projections::Progress;
use tonic::{Request, Response, Status, metadata::MetadataMap};

/// The response of a command: its answer, with the token in the metadata `jobbro-token`.
pub fn answer<A>(service: &str, executed: Executed<A>) -> Response<A> {
    let _ = (service, executed);
    unimplemented!()
}

/// Waits until a read model has reached every token of the request that names a service it follows, within the
/// request's deadline (`grpc-timeout`, at most the server's own).
///
/// # Errors
/// `INVALID_ARGUMENT` for a token that cannot be read, `DEADLINE_EXCEEDED` (`NOT_REACHED`),
/// `FAILED_PRECONDITION` (`EPOCH_CHANGED`).
pub async fn reached(
    metadata: &MetadataMap,
    progress: &Progress,
) -> Result<Vec<(String, Token)>, Status> {
    let _ = (metadata, progress);
    unimplemented!()
}

/// Why personal data is asked for: the metadata `jobbro-purpose`.
///
/// # Errors
/// `INVALID_ARGUMENT` (`PURPOSE_MISSING`) when it is missing or no code of `a-z0-9_-`, 1 to 50 characters.
pub fn purpose<T>(request: &Request<T>) -> Result<String, Status> {
    let _ = request;
    unimplemented!()
}

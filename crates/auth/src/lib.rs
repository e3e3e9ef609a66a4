//! Who asks, and what may they: verified tokens, the permission of every RPC, the tower layer before all of them.
#![deny(missing_docs)]

mod grants;
pub mod refusal;

pub use grants::{granting_role, grants};

use kernel::Caller;

/// The caller that the layer found in the token.
///
/// # Errors
/// `UNAUTHENTICATED` when the RPC ran without the layer.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<Caller, tonic::Status> {
    request.extensions().get::<Caller>().cloned().ok_or_else(refusal::unauthenticated)
}

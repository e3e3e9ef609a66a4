//! Who asks, and what may they: verified tokens, the permission of every RPC, the tower layer before all of them.
#![deny(missing_docs)]

mod claims;
mod dev;
mod grants;
mod keys;
mod layer;
mod permissions;
pub mod refusal;
mod verifier;

pub use dev::{DevIssuer, DevToken};
pub use grants::{granting_role, grants};
pub use keys::{KeyError, Keys};
pub use layer::{AuthLayer, AuthService};
pub use permissions::{Access, Permissions};
pub use verifier::{Bad, Settings, Verifier};

use kernel::Caller;

/// The caller that the layer found in the token.
///
/// # Errors
/// `UNAUTHENTICATED` when the RPC ran without the layer.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<Caller, tonic::Status> {
    request.extensions().get::<Caller>().cloned().ok_or_else(refusal::unauthenticated)
}

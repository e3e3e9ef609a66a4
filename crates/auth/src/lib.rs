//! Who asks, and what may they: verified tokens, the permission of every RPC, the tower layer before all of them.
#![deny(missing_docs)]

use kernel::{Caller, Role};
use proto::values_v1::Permission;

/// The roles that grant a permission; the first one a caller has is stored with what it does.
#[must_use]
pub fn grants(permission: Permission) -> &'static [Role] {
    let _ = permission;
    unimplemented!()
}

/// The caller that the layer found in the token.
///
/// # Errors
/// `UNAUTHENTICATED` when the RPC ran without the layer.
pub fn caller<T>(request: &tonic::Request<T>) -> Result<Caller, tonic::Status> {
    let _ = request;
    unimplemented!()
}

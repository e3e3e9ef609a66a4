//! Who asks, in tests.

use kernel::{Caller, Ids, MunicipalityCode, Role};

use crate::RandomIds;

/// A human caller of a municipality with these roles; the first one is the role that granted what is done.
///
/// # Panics
/// When there is no such municipality or no role is given.
pub fn caller(municipality: &str, roles: &[Role]) -> Caller {
    let role = *roles.first().expect("a caller has a role");
    let mut sorted = roles.to_vec();
    sorted.sort();
    Caller {
        human: Some(RandomIds.next()),
        client: "test-client".to_owned(),
        municipality: MunicipalityCode::parse(municipality).expect("a municipality"),
        roles: sorted,
        role,
        on_behalf_of: None,
    }
}

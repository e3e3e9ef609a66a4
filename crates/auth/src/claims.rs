//! What a verified token says, as a `kernel::Caller`.

use kernel::{Caller, MunicipalityCode, Role, Uuid};
use serde::Deserialize;

use crate::Bad;

const LONGEST_CLIENT: usize = 100;

/// The claims that are read; all others mean nothing here. A claim of another type refuses the token.
#[derive(Debug, Deserialize)]
pub(crate) struct Claims {
    /// Whoever signed; the value is checked with the signature. An array is no issuer.
    #[serde(rename = "iss")]
    _issuer: String,
    pub(crate) exp: f64,
    pub(crate) nbf: f64,
    sub: Option<String>,
    client_id: String,
    municipality: String,
    roles: Vec<String>,
    on_behalf_of: Option<String>,
}

impl Claims {
    /// The caller; its `role` is the first of its roles until the layer knows what is asked.
    pub(crate) fn caller(&self) -> Result<Caller, Bad> {
        let mut roles: Vec<Role> = self.roles.iter().filter_map(|it| Role::parse(it)).collect();
        roles.sort_unstable();
        roles.dedup();
        Ok(Caller {
            human: human(self.sub.as_deref())?,
            client: client(&self.client_id)?,
            municipality: MunicipalityCode::parse(&self.municipality)
                .map_err(|_| Bad::Municipality)?,
            role: *roles.first().ok_or(Bad::Roles)?,
            roles,
            on_behalf_of: human(self.on_behalf_of.as_deref())?,
        })
    }
}

/// Humans are pseudonymous: a UUID and nothing else.
fn human(text: Option<&str>) -> Result<Option<Uuid>, Bad> {
    let Some(text) = text else { return Ok(None) };
    let id = Uuid::try_parse(text).map_err(|_| Bad::Subject)?;
    if id.is_nil() || text.len() != 36 { Err(Bad::Subject) } else { Ok(Some(id)) }
}

fn client(text: &str) -> Result<String, Bad> {
    let right = !text.is_empty()
        && text.len() <= LONGEST_CLIENT
        && text.bytes().all(|it| it.is_ascii_graphic());
    if right { Ok(text.to_owned()) } else { Err(Bad::Client) }
}

//! Page tokens: opaque, authenticated, bound to what they were made for.

use std::sync::Arc;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use tonic::Status;

use super::Fields;

#[cfg(test)]
mod tests;

const MAC: usize = 32;
/// No token of ours is longer; a longer one is not even decoded.
const LONGEST: usize = 2048;

type Authenticate = dyn Fn(&str) -> [u8; MAC] + Send + Sync;

/// Makes and reads page tokens (HMAC with the log's look-up key). Cheap to clone.
#[derive(Clone)]
pub struct PageTokens {
    mac: Arc<Authenticate>,
}

impl PageTokens {
    /// Bound to this vault's key.
    #[must_use]
    pub fn new(vault: &event_log::Vault) -> Self {
        let vault = vault.clone();
        Self { mac: Arc::new(move |text| vault.blind("page_token", text).1) }
    }

    /// A token that leads on after `cursor`, valid only with the same `scope` (municipality, rpc, filter).
    #[must_use]
    pub fn make(&self, scope: &[&str], cursor: &str) -> String {
        let mut bytes = self.seal(scope, cursor).to_vec();
        bytes.extend_from_slice(cursor.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The cursor in a token; `None` for the empty token of a first page.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` naming `page_token` when it was not made by us for this scope.
    pub fn read(&self, scope: &[&str], token: &str) -> Result<Option<String>, Status> {
        if token.is_empty() {
            return Ok(None);
        }
        let mut fields = Fields::default();
        let cursor = self.open(scope, token);
        if cursor.is_none() {
            fields.wrong(
                "page_token",
                "is not the token of an earlier answer to the same question",
                "er ikke fra et tidligere svar på det samme spørgsmål",
            );
        }
        fields.finish(|| cursor.map(Some))
    }

    fn open(&self, scope: &[&str], token: &str) -> Option<String> {
        if token.len() > LONGEST {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (mac, cursor) = bytes.split_at_checked(MAC)?;
        let cursor = std::str::from_utf8(cursor).ok()?;
        bool::from(self.seal(scope, cursor).ct_eq(mac)).then(|| cursor.to_owned())
    }

    /// Every part with its length before it, so that no two lists of parts give the same text.
    fn seal(&self, scope: &[&str], cursor: &str) -> [u8; MAC] {
        let mut text = String::new();
        for part in scope.iter().chain([&cursor]) {
            text.push_str(&part.len().to_string());
            text.push(':');
            text.push_str(part);
        }
        (self.mac)(&text)
    }
}

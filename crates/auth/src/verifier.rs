//! Checks a token: signature, issuer, audience, times, claims. What held is remembered until it expires.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use kernel::{Caller, Clock};
use moka::future::Cache;

use crate::{Keys, claims::Claims};

#[cfg(test)]
mod tests;

/// No token of ours is longer; a longer one is not even decoded.
const LONGEST: usize = 16 * 1024;
/// How far clocks may differ.
const LEEWAY: f64 = 30.0;
/// Tokens remembered at the most.
const REMEMBERED: u64 = 10_000;

/// Whose tokens count, and for whom they must be made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The one issuer.
    pub issuer: String,
    /// This cell.
    pub audience: String,
}

/// Why a token does not hold; for the log, never for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    /// No `authorization: Bearer`, or more than one.
    #[error("no bearer token")]
    Missing,
    /// Over 16 KiB.
    #[error("too large")]
    TooLarge,
    /// No JWT, or a header that is not understood.
    #[error("header")]
    Header,
    /// Not one of the issuer's keys.
    #[error("key")]
    Key,
    /// Not the key's algorithm.
    #[error("algorithm")]
    Algorithm,
    /// Signature, issuer, audience, or a claim that is missing or of another type.
    #[error("signature or claims")]
    Unverified,
    /// `exp` is past.
    #[error("expired")]
    Expired,
    /// `nbf` is to come.
    #[error("not yet valid")]
    NotYet,
    /// `sub` or `on_behalf_of` is no UUID.
    #[error("subject")]
    Subject,
    /// `client_id` is empty, too long or not plain.
    #[error("client")]
    Client,
    /// None of the 98.
    #[error("municipality")]
    Municipality,
    /// No role that is known.
    #[error("roles")]
    Roles,
}

/// Verifies tokens.
pub struct Verifier {
    keys: Keys,
    settings: Settings,
    clock: Arc<dyn Clock>,
    held: Cache<[u8; 32], Arc<Held>>,
}

/// A token whose signature and claims held; its times are checked each time.
struct Held {
    caller: Caller,
    from: f64,
    until: f64,
}

impl Verifier {
    /// With these keys.
    #[must_use]
    pub fn new(keys: Keys, settings: Settings, clock: Arc<dyn Clock>) -> Self {
        Self { keys, settings, clock, held: Cache::new(REMEMBERED) }
    }

    /// The caller a token speaks for.
    ///
    /// # Errors
    /// Why it does not hold.
    pub async fn verify(&self, token: &str) -> Result<Caller, Bad> {
        if token.len() > LONGEST {
            return Err(Bad::TooLarge);
        }
        let key = fingerprint(token);
        let held = if let Some(held) = self.held.get(&key).await {
            held
        } else {
            Arc::new(self.check(token)?)
        };
        if let Err(bad) = self.in_time(&held) {
            self.held.invalidate(&key).await;
            return Err(bad);
        }
        self.held.insert(key, held.clone()).await;
        Ok(held.caller.clone())
    }

    fn check(&self, token: &str) -> Result<Held, Bad> {
        let header = decode_header(token).map_err(|_| Bad::Header)?;
        // What a header declares critical must be understood, and none of it is.
        if header.crit.is_some() || !header.typ.as_deref().is_none_or(is_jwt) {
            return Err(Bad::Header);
        }
        let (algorithm, key) =
            header.kid.as_deref().and_then(|kid| self.keys.find(kid)).ok_or(Bad::Key)?;
        if header.alg != *algorithm {
            return Err(Bad::Algorithm);
        }
        let token = decode::<Claims>(token, key, &self.validation(*algorithm))
            .map_err(|_| Bad::Unverified)?;
        let caller = token.claims.caller()?;
        Ok(Held { caller, from: token.claims.nbf, until: token.claims.exp })
    }

    /// The times are checked by our own clock, also for a token that is remembered.
    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_audience(&[&self.settings.audience]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud"]);
        validation.validate_exp = false;
        validation
    }

    fn in_time(&self, held: &Held) -> Result<(), Bad> {
        let now = self.clock.now().as_duration().as_secs_f64();
        if now >= held.until + LEEWAY {
            return Err(Bad::Expired);
        }
        if now < held.from - LEEWAY { Err(Bad::NotYet) } else { Ok(()) }
    }
}

fn fingerprint(token: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    key
}

fn is_jwt(typ: &str) -> bool {
    typ.eq_ignore_ascii_case("JWT") || typ.eq_ignore_ascii_case("at+jwt")
}

//! The issuer's public keys: a JWKS file. Each key has one algorithm, chosen by us from its type.

use std::collections::HashMap;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse},
};

/// Why a key file cannot be used. Names the key, never shows it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No JWKS.
    #[error("the file is no JSON web key set")]
    NotASet(#[source] serde_json::Error),
    /// A set of nothing lets nobody in.
    #[error("the file holds no key")]
    Empty,
    /// Every key needs a `kid` of its own.
    #[error("a key has no kid, or the kid of another")]
    Kid,
    /// Neither P-256 for ES256 nor RSA for PS256, or meant for something else.
    #[error("the key {0} is not for ES256 or PS256 signatures")]
    Unusable(String),
}

/// The public keys of the issuer, by `kid`.
pub struct Keys(HashMap<String, (Algorithm, DecodingKey)>);

impl Keys {
    /// Reads a JWKS.
    ///
    /// # Errors
    /// See `KeyError`.
    pub fn read(json: &str) -> Result<Self, KeyError> {
        let set: JwkSet = serde_json::from_str(json).map_err(KeyError::NotASet)?;
        let mut keys = HashMap::new();
        for jwk in &set.keys {
            let kid = jwk.common.key_id.clone().filter(|it| !it.is_empty()).ok_or(KeyError::Kid)?;
            let key = usable(jwk).ok_or_else(|| KeyError::Unusable(kid.clone()))?;
            if keys.insert(kid, key).is_some() {
                return Err(KeyError::Kid);
            }
        }
        if keys.is_empty() { Err(KeyError::Empty) } else { Ok(Self(keys)) }
    }

    /// The key of that `kid` and the one algorithm it is for.
    pub(crate) fn find(&self, kid: &str) -> Option<&(Algorithm, DecodingKey)> {
        self.0.get(kid)
    }
}

fn usable(jwk: &Jwk) -> Option<(Algorithm, DecodingKey)> {
    let (algorithm, name) = match &jwk.algorithm {
        AlgorithmParameters::EllipticCurve(it) if it.curve == EllipticCurve::P256 => {
            coordinate(&it.x)?;
            coordinate(&it.y)?;
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        AlgorithmParameters::RSA(it) => {
            strong(&it.n, &it.e)?;
            (Algorithm::PS256, KeyAlgorithm::PS256)
        }
        _ => return None,
    };
    let common = &jwk.common;
    let meant = common.key_algorithm.as_ref().is_none_or(|it| *it == name)
        && common.public_key_use.as_ref().is_none_or(|it| *it == PublicKeyUse::Signature);
    let key = DecodingKey::from_jwk(jwk).ok()?;
    meant.then_some((algorithm, key))
}

fn coordinate(text: &str) -> Option<()> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    (bytes.len() == 32).then_some(())
}

/// At least 2048 bits.
fn strong(modulus: &str, exponent: &str) -> Option<()> {
    let n = BASE64_URL_SAFE_NO_PAD.decode(modulus).ok()?;
    let e = BASE64_URL_SAFE_NO_PAD.decode(exponent).ok()?;
    let length = n.iter().skip_while(|it| **it == 0).count();
    (length >= 256 && !e.is_empty()).then_some(())
}

//! A development issuer: makes a key pair, its JWKS and signed tokens. For `testkit` and `xtask` only; no service
//! makes tokens.

use std::time::Duration;

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use kernel::{Role, Timestamp, Uuid};
use serde_json::{Value, json};

/// Issues tokens for development.
pub struct DevIssuer {
    issuer: String,
    audience: String,
    pair: EcdsaKeyPair,
}

/// What a development token says.
#[derive(Clone, Debug)]
pub struct DevToken<'a> {
    /// The human; `None` for a system.
    pub human: Option<Uuid>,
    /// The client system.
    pub client: &'a str,
    /// Three digits.
    pub municipality: &'a str,
    /// What the bearer may do.
    pub roles: &'a [Role],
    /// The human on whose behalf it is done.
    pub on_behalf_of: Option<Uuid>,
    /// How long it holds.
    pub lifetime: Duration,
}

impl DevIssuer {
    /// With a new key pair.
    ///
    /// # Panics
    /// When the system has no randomness.
    #[must_use]
    pub fn new(issuer: &str, audience: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .expect("the system has randomness");
        Self { issuer: issuer.to_owned(), audience: audience.to_owned(), pair }
    }

    /// With the key pair of an earlier `private_key`; `None` when that is no such key.
    #[must_use]
    pub fn of(issuer: &str, audience: &str, private_key: &[u8]) -> Option<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, private_key).ok()?;
        Some(Self { issuer: issuer.to_owned(), audience: audience.to_owned(), pair })
    }

    /// The private key, PKCS#8, to keep tokens valid over a restart of a development system.
    ///
    /// # Panics
    /// Never: the pair was made here.
    #[must_use]
    pub fn private_key(&self) -> Vec<u8> {
        self.pair.to_pkcs8v1().expect("the pair was made here").as_ref().to_vec()
    }

    /// As `auth.issuer`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// As `auth.audience`.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The key's id: a hash of the public key.
    #[must_use]
    pub fn kid(&self) -> String {
        let hash = digest(&SHA256, self.pair.public_key().as_ref());
        BASE64_URL_SAFE_NO_PAD.encode(&hash.as_ref()[..12])
    }

    /// The content of `auth.keys_file`.
    #[must_use]
    pub fn jwks(&self) -> String {
        // Uncompressed: 4, then 32 bytes of x and 32 of y.
        let point = self.pair.public_key().as_ref();
        let key = json!({
            "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": self.kid(),
            "x": BASE64_URL_SAFE_NO_PAD.encode(&point[1..33]),
            "y": BASE64_URL_SAFE_NO_PAD.encode(&point[33..65]),
        });
        json!({ "keys": [key] }).to_string()
    }

    /// A signed token, valid from now.
    #[must_use]
    pub fn token(&self, now: Timestamp, token: &DevToken<'_>) -> String {
        self.sign(&self.header(), &self.claims(now, token))
    }

    /// The header of its tokens.
    #[must_use]
    pub fn header(&self) -> Value {
        json!({ "alg": "ES256", "typ": "JWT", "kid": self.kid() })
    }

    /// The claims of a token.
    #[must_use]
    pub fn claims(&self, now: Timestamp, token: &DevToken<'_>) -> Value {
        let now = now.as_second();
        let lifetime = i64::try_from(token.lifetime.as_secs()).unwrap_or(i64::from(u32::MAX));
        let roles: Vec<_> = token.roles.iter().map(|it| it.as_str()).collect();
        let mut claims = json!({
            "iss": self.issuer, "aud": self.audience,
            "iat": now, "nbf": now, "exp": now.saturating_add(lifetime),
            "client_id": token.client, "municipality": token.municipality, "roles": roles,
        });
        for (name, id) in [("sub", token.human), ("on_behalf_of", token.on_behalf_of)] {
            if let Some(id) = id {
                claims[name] = json!(id.hyphenated().to_string());
            }
        }
        claims
    }

    /// Signs any header and claims, also wrong ones.
    ///
    /// # Panics
    /// When the system has no randomness.
    #[must_use]
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let encode = |it: &Value| BASE64_URL_SAFE_NO_PAD.encode(it.to_string());
        let message = format!("{}.{}", encode(header), encode(claims));
        let signature = self
            .pair
            .sign(&SystemRandom::new(), message.as_bytes())
            .expect("the system has randomness");
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

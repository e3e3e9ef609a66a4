//! AES-256-GCM-SIV: a repeated nonce tells no more than that two texts are the same.

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, Nonce, RandomizedNonceKey},
    rand,
};
use zeroize::Zeroizing;

use crate::Fault;

const NONCE: usize = 12;

/// A key of 32 bytes, wiped when dropped.
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

/// What sealing gives.
pub(crate) struct Sealed {
    pub nonce: Vec<u8>,
    /// With the tag at its end.
    pub ciphertext: Vec<u8>,
}

/// Random bytes.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Fault> {
    let mut bytes = Zeroizing::new([0; N]);
    rand::fill(bytes.as_mut()).map_err(|_| Fault::Keys)?;
    Ok(bytes)
}

impl DataKey {
    pub(crate) fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// A new one.
    pub(crate) fn generate() -> Result<Self, Fault> {
        random().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    fn cipher(&self) -> Result<RandomizedNonceKey, Fault> {
        RandomizedNonceKey::new(&AES_256_GCM_SIV, self.bytes()).map_err(|_| Fault::Keys)
    }

    /// Seals a text, bound to `about`.
    pub(crate) fn seal(&self, about: &[u8], plain: &[u8]) -> Result<Sealed, Fault> {
        let mut ciphertext = plain.to_vec();
        let nonce = self
            .cipher()?
            .seal_in_place_append_tag(Aad::from(about), &mut ciphertext)
            .map_err(|_| Fault::Keys)?;
        Ok(Sealed { nonce: nonce.as_ref().to_vec(), ciphertext })
    }

    /// Opens what was sealed about the same; `None` when key, text or `about` is another.
    pub(crate) fn open(
        &self,
        about: &[u8],
        nonce: &[u8],
        ciphertext: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = Zeroizing::new(ciphertext.to_vec());
        let length =
            self.cipher().ok()?.open_in_place(nonce, Aad::from(about), &mut bytes).ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }

    /// Seals another key: nonce and ciphertext in one.
    pub(crate) fn wrap(&self, about: &[u8], key: &Self) -> Result<Vec<u8>, Fault> {
        let sealed = self.seal(about, key.bytes())?;
        Ok([sealed.nonce, sealed.ciphertext].concat())
    }

    /// The other way.
    pub(crate) fn unwrap_key(&self, about: &[u8], wrapped: &[u8]) -> Option<Self> {
        let (nonce, ciphertext) = wrapped.split_at_checked(NONCE)?;
        let plain = self.open(about, nonce, ciphertext)?;
        let mut bytes = Zeroizing::new([0; 32]);
        (plain.len() == bytes.len()).then(|| bytes.copy_from_slice(&plain))?;
        Some(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_the_same_key_about_the_same_only() {
        let (key, other) = (DataKey::generate().unwrap(), DataKey::generate().unwrap());
        let sealed = key.seal(b"about", b"plain").unwrap();
        let open = |key: &DataKey, about: &[u8], text: &[u8]| {
            key.open(about, &sealed.nonce, text).map(|it| it.to_vec())
        };
        assert_eq!(open(&key, b"about", &sealed.ciphertext), Some(b"plain".to_vec()));
        assert_eq!(open(&other, b"about", &sealed.ciphertext), None);
        assert_eq!(open(&key, b"other", &sealed.ciphertext), None);
        let mut flipped = sealed.ciphertext.clone();
        flipped[0] ^= 1;
        assert_eq!(open(&key, b"about", &flipped), None);
        assert_eq!(open(&key, b"about", &[]), None);
    }

    #[test]
    fn a_wrapped_key_unwraps_about_the_same_only() {
        let (outer, inner) = (DataKey::generate().unwrap(), DataKey::generate().unwrap());
        let wrapped = outer.wrap(b"about", &inner).unwrap();
        let unwrap = |about: &[u8]| outer.unwrap_key(about, &wrapped).map(|it| it.bytes().to_vec());
        assert_eq!(unwrap(b"about"), Some(inner.bytes().to_vec()));
        assert_eq!(unwrap(b"other"), None);
        assert!(outer.unwrap_key(b"about", &[1, 2, 3]).is_none());
    }
}

//! What an event row says about its sealed parts: for each, whose it is, why it is held, and a commitment to the
//! side row, which tells nothing once that is gone.

use uuid::Uuid;

use crate::encode::{Sink, finish, sha256};

/// One entry of the column `sealed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commitment {
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub purpose: i32,
    pub hash: [u8; 32],
}

/// SHA-256 over salt, nonce, key version and ciphertext.
pub(crate) fn commitment(
    salt: &[u8],
    nonce: &[u8],
    key_version: i32,
    ciphertext: &[u8],
) -> [u8; 32] {
    let mut to = sha256();
    to.bytes(salt);
    to.bytes(nonce);
    to.number(key_version.into());
    to.bytes(ciphertext);
    finish(to)
}

/// The column; `None` for an event that seals nothing.
pub(crate) fn write(list: &[Commitment]) -> Option<Vec<u8>> {
    if list.is_empty() {
        return None;
    }
    let mut out = Vec::new();
    for it in list {
        out.text(&it.subject_kind);
        out.uuid(it.subject_id);
        out.number(it.purpose.into());
        out.bytes(&it.hash);
    }
    Some(out)
}

/// Reads the column; `None` when it is not in the form that `write` gives.
pub(crate) fn read(mut bytes: &[u8]) -> Option<Vec<Commitment>> {
    let mut list = Vec::new();
    while !bytes.is_empty() {
        let subject_kind = String::from_utf8(take(&mut bytes, 1)?.to_vec()).ok()?;
        let subject_id = Uuid::from_slice(take(&mut bytes, 3)?).ok()?;
        let purpose = i64::from_be_bytes(take(&mut bytes, 4)?.try_into().ok()?);
        let hash = take(&mut bytes, 2)?.try_into().ok()?;
        list.push(Commitment { subject_kind, subject_id, purpose: purpose.try_into().ok()?, hash });
    }
    Some(list)
}

fn take<'a>(bytes: &mut &'a [u8], tag: u8) -> Option<&'a [u8]> {
    let (head, rest) = bytes.split_first_chunk::<5>()?;
    let [found, length @ ..] = *head;
    if found != tag {
        return None;
    }
    let (value, rest) = rest.split_at_checked(u32::from_be_bytes(length) as usize)?;
    *bytes = rest;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_reads_back_what_was_written() {
        let entry = |purpose| Commitment {
            subject_kind: "citizen".to_owned(),
            subject_id: Uuid::from_u128(9),
            purpose,
            hash: commitment(b"salt", b"nonce", 1, b"cipher"),
        };
        let list = vec![entry(1), entry(2)];
        assert_eq!(read(&write(&list).unwrap()), Some(list));
        assert_eq!(write(&[]), None);
        assert_eq!(read(&[1, 0, 0, 0, 9, 1]), None);
        assert_eq!(read(&[9]), None);
    }

    #[test]
    fn a_commitment_changes_with_each_of_its_parts() {
        let one = commitment(b"salt", b"nonce", 1, b"cipher");
        for other in [
            commitment(b"salt_", b"nonce", 1, b"cipher"),
            commitment(b"salt", b"nonce_", 1, b"cipher"),
            commitment(b"salt", b"nonce", 2, b"cipher"),
            commitment(b"salt", b"nonce", 1, b"cipher_"),
            commitment(b"saltn", b"once", 1, b"cipher"),
        ] {
            assert_ne!(one, other);
        }
    }
}

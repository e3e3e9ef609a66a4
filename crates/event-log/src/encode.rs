//! Length-prefixed typed bytes: what digests, commitments and associated data are made of. Never changed.

use uuid::Uuid;

/// Bytes in which no two different lists of values look the same.
pub(crate) trait Sink {
    /// Takes the next bytes.
    fn put(&mut self, bytes: &[u8]);

    /// A tag for the type, four bytes of length, the value.
    fn typed(&mut self, tag: u8, value: &[u8]) {
        self.put(&[tag]);
        // Postgres holds no value of 4 GiB, so no two lengths look the same.
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        self.put(&length.to_be_bytes());
        self.put(value);
    }

    /// No value.
    fn absent(&mut self) {
        self.typed(0, &[]);
    }

    /// A text.
    fn text(&mut self, value: &str) {
        self.typed(1, value.as_bytes());
    }

    /// Bytes.
    fn bytes(&mut self, value: &[u8]) {
        self.typed(2, value);
    }

    /// A UUID.
    fn uuid(&mut self, value: Uuid) {
        self.typed(3, value.as_bytes());
    }

    /// A whole number.
    fn number(&mut self, value: i64) {
        self.typed(4, &value.to_be_bytes());
    }

    /// A text or none.
    fn maybe_text(&mut self, value: Option<&str>) {
        match value {
            Some(it) => self.text(it),
            None => self.absent(),
        }
    }

    /// Bytes or none.
    fn maybe_bytes(&mut self, value: Option<&[u8]>) {
        match value {
            Some(it) => self.bytes(it),
            None => self.absent(),
        }
    }

    /// A UUID or none.
    fn maybe_uuid(&mut self, value: Option<Uuid>) {
        match value {
            Some(it) => self.uuid(it),
            None => self.absent(),
        }
    }

    /// A whole number or none.
    fn maybe_number(&mut self, value: Option<i64>) {
        match value {
            Some(it) => self.number(it),
            None => self.absent(),
        }
    }
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

impl Sink for aws_lc_rs::digest::Context {
    fn put(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

impl Sink for aws_lc_rs::hmac::Context {
    fn put(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

/// A SHA-256 being made.
pub(crate) fn sha256() -> aws_lc_rs::digest::Context {
    aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256)
}

/// The 32 bytes of a SHA-256.
pub(crate) fn finish(context: aws_lc_rs::digest::Context) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

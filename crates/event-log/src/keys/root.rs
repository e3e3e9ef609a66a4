//! The one key that is not in the database.

use std::path::Path;

use zeroize::Zeroizing;

use super::DataKey;
use crate::Fault;

/// The key that wraps the cell's keys: 32 bytes, hex, in a file.
pub struct RootKey {
    pub(super) key: DataKey,
}

impl RootKey {
    /// Reads it.
    ///
    /// # Errors
    /// When the file does not hold 64 hex digits; the message never shows its content.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = std::fs::read_to_string(path).map(Zeroizing::new);
        let mut bytes = Zeroizing::new([0; 32]);
        text.ok()
            .and_then(|it| hex::decode_to_slice(it.trim(), bytes.as_mut()).ok())
            .ok_or(Fault::RootKeyFile)?;
        Ok(Self { key: DataKey::new(bytes) })
    }
}

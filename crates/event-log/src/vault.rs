//! The one place where personal data is opened.

use kernel::{Caller, Uuid};
use proto::values_v1::Purpose;
use zeroize::Zeroizing;

use crate::Fault;

/// Who wants to see what, and why. Written as a look-up row in the transaction that opens it.
#[derive(Clone, Debug)]
pub struct LookUp {
    /// Why, as the caller stated it in the metadata `jobbro-purpose`: a code, `a-z0-9_-`, 1 to 50 characters.
    pub reason: String,
    /// The RPC.
    pub rpc: &'static str,
    /// The person.
    pub subject: Uuid,
    /// Which parts.
    pub parts: Vec<Purpose>,
    /// What was searched for; stored as HMAC only.
    pub search_terms: Vec<String>,
}

/// One part, opened.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// The newest sealed message of that purpose, encoded.
    Plain(Zeroizing<Vec<u8>>),
    /// It was there, and was erased.
    Erased,
    /// There was never any.
    Absent,
}

/// Opens sealed parts; every opening leaves a look-up row, or nothing is opened.
#[derive(Clone)]
pub struct Vault {
    // the event-log helper fills this in
}

impl Vault {
    /// Opens the newest sealed part of each asked purpose, in their order.
    ///
    /// # Errors
    /// A fault; then nothing is shown.
    pub async fn open(&self, caller: &Caller, look_up: LookUp) -> Result<Vec<Opened>, Fault> {
        let _ = (caller, look_up);
        unimplemented!()
    }

    /// Destroys the keys and the side rows of a person, of one purpose or all. The chain still verifies.
    ///
    /// # Errors
    /// A fault.
    pub async fn erase(&self, subject: Uuid, purpose: Option<Purpose>) -> Result<(), Fault> {
        let _ = (subject, purpose);
        unimplemented!()
    }

    /// The keyed HMAC of a personal value, for claims and search terms, with the key's id: (`1`, 32 bytes).
    #[must_use]
    pub fn blind(&self, what: &str, value: &str) -> (u32, [u8; 32]) {
        let _ = (what, value);
        unimplemented!()
    }
}

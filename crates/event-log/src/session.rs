//! What one run of a use case reads and wants stored.

use kernel::{Aggregate, Uuid};

use crate::{Codec, Fault};

/// A state with the version it was folded to.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    /// The folded state; the default for a stream that does not exist.
    pub state: A,
    /// 0 for a stream that does not exist.
    pub version: i64,
}

/// A way to "only one": a row under the log's lock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// `000` for the whole cell, or the municipality it is unique in.
    pub scope: String,
    /// What is claimed, as `cpr:1` (with the id of the look-up key) or `programme`.
    pub kind: String,
    /// The claimed thing; an HMAC where it is personal.
    pub key: Vec<u8>,
}

/// Why a stream could not be loaded.
#[derive(Debug)]
pub enum LoadError {
    /// `expected_version` is old.
    Stale {
        /// What the caller had seen.
        expected: i64,
        /// What it is.
        actual: i64,
    },
    /// A fault.
    Fault(Fault),
}

/// One run. Every stream loaded here must still have its version when the command is stored.
pub struct Session {
    // the event-log helper fills this in
}

impl Session {
    /// Loads and folds a stream. A stream of another kind is as one that does not exist, and cannot be recorded on.
    ///
    /// # Errors
    /// A fault, or `Stale` when `expected` is given and not the stream's version.
    pub async fn load<C: Codec>(
        &mut self,
        stream: Uuid,
        expected: Option<i64>,
    ) -> Result<Loaded<C::Aggregate>, LoadError> {
        let _ = (stream, expected);
        unimplemented!()
    }

    /// Records events on a stream that was loaded before (as the municipality that may see them); answers the
    /// stream's version after them.
    pub fn record<C: Codec>(
        &mut self,
        stream: Uuid,
        municipality: &str,
        events: &[<C::Aggregate as Aggregate>::Event],
    ) -> i64 {
        let _ = (stream, municipality, events);
        unimplemented!()
    }

    /// Takes a claim for a stream; the command is refused by `Handle::claimed` when another stream holds it.
    pub fn take(&mut self, claim: Claim, stream: Uuid) {
        let _ = (claim, stream);
        unimplemented!()
    }

    /// Gives a claim back.
    pub fn release(&mut self, claim: Claim) {
        let _ = claim;
        unimplemented!()
    }
}

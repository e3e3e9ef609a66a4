//! How an aggregate's history is spelled. One codec per aggregate, in the service; it alone knows domain and wire.

use kernel::{Aggregate, Uuid};
use proto::{events::Malformed, values_v1::Purpose};
use zeroize::Zeroizing;

/// Maps the events of one aggregate to stored bytes and back.
pub trait Codec: Send + Sync + 'static {
    /// Whose events.
    type Aggregate: Aggregate;

    /// The newest shape.
    fn encode(event: &<Self::Aggregate as Aggregate>::Event) -> Encoded;

    /// Every shape ever stored; what is sealed stays closed.
    ///
    /// # Errors
    /// When the type is not of this aggregate or the bytes are not of the type.
    fn decode(
        type_name: &str,
        payload: &[u8],
    ) -> Result<<Self::Aggregate as Aggregate>::Event, Malformed>;
}

/// One event as it will be stored.
#[derive(Debug)]
pub struct Encoded {
    /// Full protobuf message name.
    pub type_name: String,
    /// The bytes of that message.
    pub payload: Vec<u8>,
    /// What goes to the side table, one part for each purpose.
    pub sealed: Vec<SealedPart>,
}

impl Encoded {
    /// The message, nothing sealed.
    pub fn of<M: prost::Message + prost::Name>(message: &M) -> Self {
        Self { type_name: M::full_name(), payload: message.encode_to_vec(), sealed: Vec::new() }
    }

    /// The same with a sealed part.
    #[must_use]
    pub fn seal<M: prost::Message>(mut self, subject: Subject, purpose: Purpose, part: &M) -> Self {
        let plain = Zeroizing::new(part.encode_to_vec());
        self.sealed.push(SealedPart { subject, purpose, plain });
        self
    }
}

/// Whose data it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// `citizen`, later also `contact`.
    pub kind: &'static str,
    /// The subject's id.
    pub id: Uuid,
}

/// A message that only the owning service may open.
pub struct SealedPart {
    /// Whose key.
    pub subject: Subject,
    /// Which key.
    pub purpose: Purpose,
    /// The encoded message.
    pub plain: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for SealedPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedPart({:?})", self.purpose)
    }
}

//! Events of `placement`.

mod read;
mod write;

use event_log::{Codec, Encoded};
use placements_domain::placement::{Event, Placement};
use proto::events::Malformed;

/// Maps `placement` to stored bytes and back.
pub struct PlacementCodec;

impl Codec for PlacementCodec {
    type Aggregate = Placement;

    fn encode(event: &Event) -> Encoded {
        write::event(event)
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        read::event(type_name, payload)
    }
}

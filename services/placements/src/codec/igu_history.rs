//! Events of `igu_history`.

use event_log::{Codec, Encoded};
use placements_domain::igu_history::{Event, IguHistory};
use proto::{
    events::{Malformed, placements as stored},
    placements::events::v1 as pb,
    values,
};

use super::words;

/// Maps `igu_history` to stored bytes and back.
pub struct IguHistoryCodec;

impl Codec for IguHistoryCodec {
    type Aggregate = IguHistory;

    fn encode(event: &Event) -> Encoded {
        let Event::Noted { citizen, igu, outcome, on } = event;
        Encoded::of(&pb::CitizenIguNoted {
            citizen_id: citizen.to_string(),
            igu_id: igu.to_string(),
            outcome: words::igu_outcome(*outcome).into(),
            on: Some(values::date(*on)),
        })
    }

    // Any other shape is none of this stream.
    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::CitizenIguNoted(it)) => noted(&it),
            _ => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

fn noted(it: &pb::CitizenIguNoted) -> Option<Event> {
    Some(Event::Noted {
        citizen: words::read_citizen(&it.citizen_id)?,
        igu: it.igu_id.parse().ok()?,
        outcome: words::read_igu_outcome(it.outcome())?,
        on: words::read_day(it.on.as_ref())?,
    })
}

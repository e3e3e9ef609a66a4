//! Events of `internship_history`.

use event_log::{Codec, Encoded};
use placements_domain::{
    facts::Internship,
    internship_history::{Event, InternshipHistory},
    placement::{Days, WeeklyHours},
};
use proto::{
    events::{Malformed, placements as stored},
    placements::events::v1 as pb,
    values,
};

use super::words;

/// Maps `internship_history` to stored bytes and back.
pub struct InternshipHistoryCodec;

impl Codec for InternshipHistoryCodec {
    type Aggregate = InternshipHistory;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Noted { citizen, placement, internship: Internship { days, weekly_hours } } => {
                Encoded::of(&pb::CitizenInternshipNoted {
                    citizen_id: citizen.to_string(),
                    placement_id: placement.to_string(),
                    first_day: Some(values::date(days.first())),
                    last_day: Some(values::date(days.last())),
                    weekly_hours: weekly_hours.hours(),
                })
            }
            Event::Lapsed { citizen, placement } => Encoded::of(&pb::CitizenInternshipLapsed {
                citizen_id: citizen.to_string(),
                placement_id: placement.to_string(),
            }),
        }
    }

    // Any other shape is none of this stream.
    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::CitizenInternshipNoted(it)) => noted(&it),
            Some(stored::Event::CitizenInternshipLapsed(it)) => lapsed(&it),
            _ => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

fn noted(it: &pb::CitizenInternshipNoted) -> Option<Event> {
    let first = words::read_day(it.first_day.as_ref())?;
    let last = words::read_day(it.last_day.as_ref())?;
    Some(Event::Noted {
        citizen: words::read_citizen(&it.citizen_id)?,
        placement: it.placement_id.parse().ok()?,
        internship: Internship {
            days: Days::of(first, last)?,
            weekly_hours: WeeklyHours::of(it.weekly_hours)?,
        },
    })
}

fn lapsed(it: &pb::CitizenInternshipLapsed) -> Option<Event> {
    Some(Event::Lapsed {
        citizen: words::read_citizen(&it.citizen_id)?,
        placement: it.placement_id.parse().ok()?,
    })
}

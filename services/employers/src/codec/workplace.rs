//! Events of `workplace`.

use employers_domain::{
    values::{Headcount, PlacesElsewhere},
    workplace::{Event, Workplace},
};
use event_log::{Codec, Encoded};
use proto::{
    employers::events::v1 as pb,
    events::{Malformed, employers as stored},
    values,
};

use super::words;

/// Maps `workplace` to stored bytes and back.
pub struct WorkplaceCodec;

impl Codec for WorkplaceCodec {
    type Aggregate = Workplace;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Registered { p_number, cvr, located_in } => {
                Encoded::of(&pb::WorkplaceRegistered {
                    p_number: p_number.to_string(),
                    cvr: cvr.to_string(),
                    located_in: located_in.to_string(),
                })
            }
            Event::HeadcountRecorded { p_number, headcount: it } => {
                Encoded::of(&pb::HeadcountRecorded {
                    p_number: p_number.to_string(),
                    ordinary_employees: it.ordinary_employees,
                    level: words::level(it.level).into(),
                    method: words::method(it.method).into(),
                    as_of: Some(values::date(it.as_of)),
                    source: words::source(it.source).into(),
                })
            }
            Event::PlacesElsewhereRecorded { p_number, elsewhere: it } => {
                Encoded::of(&pb::PlacesElsewhereRecorded {
                    p_number: p_number.to_string(),
                    places: it.places,
                    as_of: Some(values::date(it.as_of)),
                    source: words::source(it.source).into(),
                })
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::WorkplaceRegistered(it)) => registered(&it),
            Some(stored::Event::HeadcountRecorded(it)) => headcount_recorded(&it),
            Some(stored::Event::PlacesElsewhereRecorded(it)) => places_elsewhere_recorded(&it),
            Some(
                stored::Event::EmployerRegistered(_)
                | stored::Event::EmployerSectorSet(_)
                | stored::Event::PlaceReserved(_)
                | stored::Event::PlaceRefused(_)
                | stored::Event::PlaceReleased(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

fn registered(it: &pb::WorkplaceRegistered) -> Option<Event> {
    Some(Event::Registered {
        p_number: words::read_p_number(&it.p_number)?,
        cvr: words::read_cvr(&it.cvr)?,
        located_in: words::read_municipality(&it.located_in)?,
    })
}

fn headcount_recorded(it: &pb::HeadcountRecorded) -> Option<Event> {
    Some(Event::HeadcountRecorded {
        p_number: words::read_p_number(&it.p_number)?,
        headcount: Headcount {
            ordinary_employees: it.ordinary_employees,
            level: words::read_level(it.level())?,
            method: words::read_method(it.method())?,
            as_of: words::read_day(it.as_of.as_ref())?,
            source: words::read_source(it.source())?,
        },
    })
}

fn places_elsewhere_recorded(it: &pb::PlacesElsewhereRecorded) -> Option<Event> {
    Some(Event::PlacesElsewhereRecorded {
        p_number: words::read_p_number(&it.p_number)?,
        elsewhere: PlacesElsewhere {
            places: it.places,
            as_of: words::read_day(it.as_of.as_ref())?,
            source: words::read_source(it.source())?,
        },
    })
}

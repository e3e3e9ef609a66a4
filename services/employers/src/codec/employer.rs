//! Events of `employer`.

use employers_domain::employer::{Employer, Event};
use event_log::{Codec, Encoded};
use proto::{
    employers::events::v1 as pb,
    events::{Malformed, employers as stored},
    values,
};

use super::words;

/// Maps `employer` to stored bytes and back.
pub struct EmployerCodec;

impl Codec for EmployerCodec {
    type Aggregate = Employer;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Registered { employer, cvr } => Encoded::of(&pb::EmployerRegistered {
                employer_id: employer.to_string(),
                cvr: cvr.to_string(),
            }),
            Event::SectorSet { employer, cvr, sector, first_day, source } => {
                Encoded::of(&pb::EmployerSectorSet {
                    employer_id: employer.to_string(),
                    cvr: cvr.to_string(),
                    sector: words::sector(*sector).into(),
                    first_day: Some(values::date(*first_day)),
                    source: words::source(*source).into(),
                })
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::EmployerRegistered(it)) => registered(&it),
            Some(stored::Event::EmployerSectorSet(it)) => sector_set(&it),
            Some(
                stored::Event::WorkplaceRegistered(_)
                | stored::Event::HeadcountRecorded(_)
                | stored::Event::PlacesElsewhereRecorded(_)
                | stored::Event::PlaceReserved(_)
                | stored::Event::PlaceRefused(_)
                | stored::Event::PlaceReleased(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

fn registered(it: &pb::EmployerRegistered) -> Option<Event> {
    Some(Event::Registered {
        employer: it.employer_id.parse().ok()?,
        cvr: words::read_cvr(&it.cvr)?,
    })
}

fn sector_set(it: &pb::EmployerSectorSet) -> Option<Event> {
    Some(Event::SectorSet {
        employer: it.employer_id.parse().ok()?,
        cvr: words::read_cvr(&it.cvr)?,
        sector: words::read_sector(it.sector())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        source: words::read_source(it.source())?,
    })
}

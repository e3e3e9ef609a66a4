//! Events of `citizen`.

use citizens_domain::{
    citizen::{Citizen, Event},
    values::Identity,
};
use event_log::{Codec, Encoded};
use proto::{
    citizens::events::v1 as pb,
    events::{Malformed, citizens as stored},
    values,
    values_v1::Purpose,
};

use super::{subject, words};

/// Maps `citizen` to stored bytes and back.
pub struct CitizenCodec;

impl Codec for CitizenCodec {
    type Aggregate = Citizen;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Registered {
                citizen,
                municipality,
                sex,
                birth_month,
                residence_basis,
                origin_group,
                first_permit_month,
                identity: who,
            } => {
                let encoded = Encoded::of(&pb::CitizenRegistered {
                    citizen_id: citizen.to_string(),
                    municipality: municipality.to_string(),
                    sex: words::sex(*sex).into(),
                    birth_month: Some(values::month(*birth_month)),
                    residence_basis: words::residence_basis(*residence_basis).into(),
                    origin_group: words::origin_group(*origin_group).into(),
                    first_permit_month: first_permit_month.map(values::month),
                });
                match who {
                    Some(who) => encoded.seal(subject(*citizen), Purpose::Identity, &identity(who)),
                    None => encoded,
                }
            }
            Event::ResponsibilityTakenOver { citizen, municipality, first_day } => {
                Encoded::of(&pb::ResponsibilityTakenOver {
                    citizen_id: citizen.to_string(),
                    municipality: municipality.to_string(),
                    first_day: Some(values::date(*first_day)),
                })
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::CitizenRegistered(it)) => registered(&it),
            Some(stored::Event::ResponsibilityTakenOver(it)) => taken_over(&it),
            Some(
                stored::Event::ProgrammeStarted(_)
                | stored::Event::ProgrammeEnded(_)
                | stored::Event::ReadinessAssessed(_)
                | stored::Event::BenefitStarted(_)
                | stored::Event::BenefitStopped(_)
                | stored::Event::LegalFactsStated(_)
                | stored::Event::LegalFactsRefused(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

fn registered(it: &pb::CitizenRegistered) -> Option<Event> {
    Some(Event::Registered {
        citizen: words::read_citizen(&it.citizen_id)?,
        municipality: words::read_municipality(&it.municipality)?,
        sex: words::read_sex(it.sex())?,
        birth_month: words::read_month(it.birth_month.as_ref())?,
        residence_basis: words::read_residence_basis(it.residence_basis())?,
        origin_group: words::read_origin_group(it.origin_group())?,
        first_permit_month: match &it.first_permit_month {
            Some(month) => Some(values::read_month(month)?),
            None => None,
        },
        identity: None,
    })
}

fn taken_over(it: &pb::ResponsibilityTakenOver) -> Option<Event> {
    Some(Event::ResponsibilityTakenOver {
        citizen: words::read_citizen(&it.citizen_id)?,
        municipality: words::read_municipality(&it.municipality)?,
        first_day: words::read_day(it.first_day.as_ref())?,
    })
}

fn identity(who: &Identity) -> pb::CitizenIdentity {
    let (external_system, external_id) = match &who.external_id {
        Some(it) => (it.system.expose().clone(), it.id.expose().clone()),
        None => Default::default(),
    };
    let residence = who.residence_registered_on.as_ref();
    pb::CitizenIdentity {
        person_number: who.person_number.expose().to_owned(),
        person_number_kind: words::person_number_kind(who.person_number.kind()).into(),
        given_names: who.given_names.expose().clone(),
        family_name: who.family_name.expose().clone(),
        birth_date: Some(values::date(who.birth_date.expose())),
        external_system,
        external_id,
        residence_registered_on: residence.map(|it| values::date(it.expose())),
    }
}

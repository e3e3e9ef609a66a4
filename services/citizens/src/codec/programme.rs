//! Events of `programme`.

use citizens_domain::programme::{Event, Programme};
use event_log::{Codec, Encoded};
use proto::{
    citizens::events::v1 as pb,
    events::{Malformed, citizens as stored},
    values,
    values_v1::Purpose,
};

use super::{subject, words};

/// Maps `programme` to stored bytes and back.
pub struct ProgrammeCodec;

impl Codec for ProgrammeCodec {
    type Aggregate = Programme;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Started { citizen, kind, first_day } => Encoded::of(&pb::ProgrammeStarted {
                citizen_id: citizen.to_string(),
                kind: words::programme_kind(*kind).into(),
                first_day: Some(values::date(*first_day)),
            }),
            Event::Ended { citizen, last_day, reason } => Encoded::of(&pb::ProgrammeEnded {
                citizen_id: citizen.to_string(),
                last_day: Some(values::date(*last_day)),
                reason: words::end_reason(*reason).into(),
            }),
            Event::Assessed { citizen, category, first_day, reason } => {
                let encoded = Encoded::of(&pb::ReadinessAssessed {
                    citizen_id: citizen.to_string(),
                    category: words::readiness(*category).into(),
                    first_day: Some(values::date(*first_day)),
                });
                match reason {
                    Some(reason) => encoded.seal(
                        subject(*citizen),
                        Purpose::Assessment,
                        &pb::AssessmentReason { text: reason.expose().clone() },
                    ),
                    None => encoded,
                }
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::ProgrammeStarted(it)) => started(&it),
            Some(stored::Event::ProgrammeEnded(it)) => ended(&it),
            Some(stored::Event::ReadinessAssessed(it)) => assessed(&it),
            Some(
                stored::Event::CitizenRegistered(_)
                | stored::Event::ResponsibilityTakenOver(_)
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

fn started(it: &pb::ProgrammeStarted) -> Option<Event> {
    Some(Event::Started {
        citizen: words::read_citizen(&it.citizen_id)?,
        kind: words::read_programme_kind(it.kind())?,
        first_day: words::read_day(it.first_day.as_ref())?,
    })
}

fn ended(it: &pb::ProgrammeEnded) -> Option<Event> {
    Some(Event::Ended {
        citizen: words::read_citizen(&it.citizen_id)?,
        last_day: words::read_day(it.last_day.as_ref())?,
        reason: words::read_end_reason(it.reason())?,
    })
}

fn assessed(it: &pb::ReadinessAssessed) -> Option<Event> {
    Some(Event::Assessed {
        citizen: words::read_citizen(&it.citizen_id)?,
        category: words::read_readiness(it.category())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        reason: None,
    })
}

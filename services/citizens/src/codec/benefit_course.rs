//! Events of `benefit_course`.

use citizens_domain::benefit_course::{BenefitCourse, Event};
use event_log::{Codec, Encoded};
use proto::{
    citizens::events::v1 as pb,
    events::{Malformed, citizens as stored},
    values,
};

use super::words;

/// Maps `benefit_course` to stored bytes and back.
pub struct BenefitCourseCodec;

impl Codec for BenefitCourseCodec {
    type Aggregate = BenefitCourse;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Started { citizen, kind, first_day, findings } => {
                Encoded::of(&pb::BenefitStarted {
                    citizen_id: citizen.to_string(),
                    kind: words::benefit_kind(*kind).into(),
                    first_day: Some(values::date(*first_day)),
                    findings: findings.iter().map(values::finding).collect(),
                })
            }
            Event::Stopped { citizen, last_day } => Encoded::of(&pb::BenefitStopped {
                citizen_id: citizen.to_string(),
                last_day: Some(values::date(*last_day)),
            }),
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::BenefitStarted(it)) => started(&it),
            Some(stored::Event::BenefitStopped(it)) => stopped(&it),
            Some(
                stored::Event::CitizenRegistered(_)
                | stored::Event::ResponsibilityTakenOver(_)
                | stored::Event::ProgrammeStarted(_)
                | stored::Event::ProgrammeEnded(_)
                | stored::Event::ReadinessAssessed(_)
                | stored::Event::LegalFactsStated(_)
                | stored::Event::LegalFactsRefused(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

/// The findings stay in the log as proof; no later decision rests on them.
fn started(it: &pb::BenefitStarted) -> Option<Event> {
    Some(Event::Started {
        citizen: words::read_citizen(&it.citizen_id)?,
        kind: words::read_benefit_kind(it.kind())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        findings: Vec::new(),
    })
}

fn stopped(it: &pb::BenefitStopped) -> Option<Event> {
    Some(Event::Stopped {
        citizen: words::read_citizen(&it.citizen_id)?,
        last_day: words::read_day(it.last_day.as_ref())?,
    })
}

//! Events of `igu`.

use event_log::{Codec, Encoded};
use kernel::Date;
use law::Finding;
use placements_domain::igu::{Ending, Event, Igu, Plan};
use proto::{
    events::{Malformed, placements as stored},
    placements::events::v1 as pb,
    values,
    values_v1::{CivilDate, Finding as PbFinding, Purpose},
};

use super::{legal_facts, subject, words};

/// Maps `igu` to stored bytes and back.
pub struct IguCodec;

impl Codec for IguCodec {
    type Aggregate = Igu;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Planned { plan, last_day, municipality } => Encoded::of(&pb::IguPlanned {
                igu_id: plan.igu.to_string(),
                citizen_id: plan.citizen.to_string(),
                cvr: plan.cvr.to_string(),
                p_number: plan.p_number.to_string(),
                first_day: day(plan.first_day),
                last_day: day(*last_day),
                municipality: municipality.to_string(),
            }),
            Event::LegalFactsAsked { question, citizen, on } => {
                Encoded::of(&legal_facts::asked(*question, *citizen, *on))
            }
            Event::LegalFactsReceived { question, answer } => {
                Encoded::of(&legal_facts::received(*question, answer))
            }
            Event::AgreementConcluded { igu, concluded_on, registration_due_on, findings } => {
                Encoded::of(&pb::IguAgreementConcluded {
                    igu_id: igu.to_string(),
                    concluded_on: day(*concluded_on),
                    registration_due_on: day(*registration_due_on),
                    findings: said(findings),
                })
            }
            Event::Registered { igu, citizen, cvr, p_number, channel, registered_on, findings } => {
                Encoded::of(&pb::IguRegistered {
                    igu_id: igu.to_string(),
                    channel: words::igu_channel(*channel).into(),
                    registered_on: day(*registered_on),
                    findings: said(findings),
                    citizen_id: citizen.to_string(),
                    cvr: cvr.to_string(),
                    p_number: p_number.to_string(),
                })
            }
            Event::RegistrationOverdue { igu, due_on } => {
                let (igu_id, due_on) = (igu.to_string(), day(*due_on));
                Encoded::of(&pb::IguRegistrationOverdue { igu_id, due_on })
            }
            Event::Started { igu, first_day } => {
                let (igu_id, first_day) = (igu.to_string(), day(*first_day));
                Encoded::of(&pb::IguStarted { igu_id, first_day })
            }
            Event::Stopped { igu, last_day, ending } => {
                let (igu_id, last_day) = (igu.to_string(), day(*last_day));
                sealed(Encoded::of(&pb::IguStopped { igu_id, last_day }), *ending)
            }
            Event::Cancelled { igu, ending } => {
                sealed(Encoded::of(&pb::IguCancelled { igu_id: igu.to_string() }), *ending)
            }
            Event::Annulled { igu } => Encoded::of(&pb::IguAnnulled { igu_id: igu.to_string() }),
            Event::Completed { igu, last_day } => {
                let (igu_id, last_day) = (igu.to_string(), day(*last_day));
                Encoded::of(&pb::IguCompleted { igu_id, last_day })
            }
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(event) => read(&event),
            None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

/// The findings stay in the log as proof; no later decision rests on them.
fn read(event: &stored::Event) -> Option<Event> {
    match event {
        stored::Event::IguPlanned(it) => planned(it),
        stored::Event::LegalFactsAsked(it) => {
            let (question, citizen, on) = legal_facts::read_asked(it)?;
            Some(Event::LegalFactsAsked { question, citizen, on })
        }
        stored::Event::LegalFactsReceived(it) => {
            let (question, answer) = legal_facts::read_received(it)?;
            Some(Event::LegalFactsReceived { question, answer })
        }
        stored::Event::IguAgreementConcluded(it) => Some(Event::AgreementConcluded {
            igu: it.igu_id.parse().ok()?,
            concluded_on: words::read_day(it.concluded_on.as_ref())?,
            registration_due_on: words::read_day(it.registration_due_on.as_ref())?,
            findings: Vec::new(),
        }),
        stored::Event::IguRegistered(it) => registered(it),
        stored::Event::IguRegistrationOverdue(it) => Some(Event::RegistrationOverdue {
            igu: it.igu_id.parse().ok()?,
            due_on: words::read_day(it.due_on.as_ref())?,
        }),
        stored::Event::IguStarted(it) => Some(Event::Started {
            igu: it.igu_id.parse().ok()?,
            first_day: words::read_day(it.first_day.as_ref())?,
        }),
        stored::Event::IguStopped(it) => Some(Event::Stopped {
            igu: it.igu_id.parse().ok()?,
            last_day: words::read_day(it.last_day.as_ref())?,
            ending: None,
        }),
        stored::Event::IguCancelled(it) => {
            Some(Event::Cancelled { igu: it.igu_id.parse().ok()?, ending: None })
        }
        stored::Event::IguAnnulled(it) => Some(Event::Annulled { igu: it.igu_id.parse().ok()? }),
        stored::Event::IguCompleted(it) => Some(Event::Completed {
            igu: it.igu_id.parse().ok()?,
            last_day: words::read_day(it.last_day.as_ref())?,
        }),
        stored::Event::PlacementDrafted(_)
        | stored::Event::PlacementRevised(_)
        | stored::Event::PlacementSigned(_)
        | stored::Event::PlacementSubmitted(_)
        | stored::Event::QuestionOpened(_)
        | stored::Event::PlaceAsked(_)
        | stored::Event::PlaceAnswerReceived(_)
        | stored::Event::PlaceGivenBack(_)
        | stored::Event::PlacementGranted(_)
        | stored::Event::PlacementRejected(_)
        | stored::Event::PlacementStarted(_)
        | stored::Event::PlacementCompleted(_)
        | stored::Event::PlacementInterrupted(_)
        | stored::Event::PlacementCancelled(_)
        | stored::Event::CitizenIguNoted(_)
        | stored::Event::CitizenInternshipNoted(_)
        | stored::Event::CitizenInternshipLapsed(_) => None,
    }
}

fn planned(it: &pb::IguPlanned) -> Option<Event> {
    Some(Event::Planned {
        plan: Plan {
            igu: it.igu_id.parse().ok()?,
            citizen: words::read_citizen(&it.citizen_id)?,
            cvr: words::read_cvr(&it.cvr)?,
            p_number: words::read_p_number(&it.p_number)?,
            first_day: words::read_day(it.first_day.as_ref())?,
        },
        last_day: words::read_day(it.last_day.as_ref())?,
        municipality: words::read_municipality(&it.municipality)?,
    })
}

fn registered(it: &pb::IguRegistered) -> Option<Event> {
    Some(Event::Registered {
        igu: it.igu_id.parse().ok()?,
        citizen: words::read_citizen(&it.citizen_id)?,
        cvr: words::read_cvr(&it.cvr)?,
        p_number: words::read_p_number(&it.p_number)?,
        channel: words::read_igu_channel(it.channel())?,
        registered_on: words::read_day(it.registered_on.as_ref())?,
        findings: Vec::new(),
    })
}

fn sealed(encoded: Encoded, ending: Option<Ending>) -> Encoded {
    let Some(Ending { citizen, reason }) = ending else { return encoded };
    let reason = words::igu_end_reason(reason).into();
    encoded.seal(subject(citizen), Purpose::Placement, &pb::IguEnd { reason })
}

#[expect(clippy::unnecessary_wraps, reason = "fields of messages are optional")]
fn day(day: Date) -> Option<CivilDate> {
    Some(values::date(day))
}

fn said(findings: &[Finding]) -> Vec<PbFinding> {
    findings.iter().map(values::finding).collect()
}

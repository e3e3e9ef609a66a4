//! Events of `quota_ledger`.

use employers_domain::quota_ledger::{Event, QuotaLedger};
use event_log::{Codec, Encoded};
use proto::{
    employers::events::v1 as pb,
    events::{Malformed, employers as stored},
    values,
};

use super::words;

/// Maps `quota_ledger` to stored bytes and back.
pub struct QuotaLedgerCodec;

impl Codec for QuotaLedgerCodec {
    type Aggregate = QuotaLedger;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Reserved {
                question,
                p_number,
                measure,
                basis,
                first_day,
                last_day,
                weekly_hours,
                occupancy,
                proof,
                findings,
            } => Encoded::of(&pb::PlaceReserved {
                weekly_hours: weekly_hours.map(i32::from),
                question_id: question.to_string(),
                p_number: p_number.to_string(),
                measure: words::measure(*measure).into(),
                basis: words::basis(*basis).into(),
                first_day: Some(values::date(*first_day)),
                last_day: Some(values::date(*last_day)),
                occupancy: words::occupancy(*occupancy).into(),
                proof: Some(words::proof(proof)),
                findings: findings.iter().map(values::finding).collect(),
            }),
            Event::Refused {
                question,
                p_number,
                measure,
                basis,
                first_day,
                last_day,
                reason,
                proof,
                findings,
            } => Encoded::of(&pb::PlaceRefused {
                question_id: question.to_string(),
                p_number: p_number.to_string(),
                measure: words::measure(*measure).into(),
                basis: words::basis(*basis).into(),
                first_day: Some(values::date(*first_day)),
                last_day: Some(values::date(*last_day)),
                reason: words::refusal(*reason).into(),
                proof: Some(words::proof(proof)),
                findings: findings.iter().map(values::finding).collect(),
            }),
            Event::Released { question, p_number, last_day } => Encoded::of(&pb::PlaceReleased {
                question_id: question.to_string(),
                p_number: p_number.to_string(),
                last_day: last_day.map(values::date),
            }),
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::PlaceReserved(it)) => reserved(&it),
            Some(stored::Event::PlaceRefused(it)) => refused(&it),
            Some(stored::Event::PlaceReleased(it)) => released(&it),
            Some(
                stored::Event::EmployerRegistered(_)
                | stored::Event::EmployerSectorSet(_)
                | stored::Event::WorkplaceRegistered(_)
                | stored::Event::HeadcountRecorded(_)
                | stored::Event::PlacesElsewhereRecorded(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

/// The findings stay in the log as proof; no later decision rests on them.
fn reserved(it: &pb::PlaceReserved) -> Option<Event> {
    Some(Event::Reserved {
        question: it.question_id.parse().ok()?,
        p_number: words::read_p_number(&it.p_number)?,
        measure: words::read_measure(it.measure())?,
        basis: words::read_basis(it.basis())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        last_day: words::read_day(it.last_day.as_ref())?,
        weekly_hours: words::read_weekly_hours(it.weekly_hours)?,
        occupancy: words::read_occupancy(it.occupancy())?,
        proof: words::read_proof(it.proof.as_ref()?)?,
        findings: Vec::new(),
    })
}

/// As above.
fn refused(it: &pb::PlaceRefused) -> Option<Event> {
    Some(Event::Refused {
        question: it.question_id.parse().ok()?,
        p_number: words::read_p_number(&it.p_number)?,
        measure: words::read_measure(it.measure())?,
        basis: words::read_basis(it.basis())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        last_day: words::read_day(it.last_day.as_ref())?,
        reason: words::read_refusal(it.reason())?,
        proof: words::read_proof(it.proof.as_ref()?)?,
        findings: Vec::new(),
    })
}

fn released(it: &pb::PlaceReleased) -> Option<Event> {
    Some(Event::Released {
        question: it.question_id.parse().ok()?,
        p_number: words::read_p_number(&it.p_number)?,
        last_day: words::read_optional_day(it.last_day.as_ref())?,
    })
}

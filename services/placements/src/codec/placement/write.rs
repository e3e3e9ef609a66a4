//! The newest shape of each event.

use event_log::Encoded;
use kernel::{Personal, PlacementId, Uuid};
use placements_domain::{
    placement::{About, End, Event, Signature, Terms, Texts, WeeklyHours},
    values::MeasureKind,
};
use proto::{placements::events::v1 as pb, values, values_v1::Purpose};

use crate::codec::{legal_facts, place_answers, subject, words};

pub(super) fn event(event: &Event) -> Encoded {
    match event {
        Event::Drafted { placement, municipality, terms: agreed, by, texts } => {
            let drafted = Encoded::of(&pb::PlacementDrafted {
                placement_id: placement.to_string(),
                terms: Some(terms(agreed)),
                drafted_by: human(*by),
                municipality: municipality.to_string(),
            });
            with_texts(drafted, agreed, texts.as_ref())
        }
        Event::Revised { placement, terms: agreed, by, texts } => {
            let revised = Encoded::of(&pb::PlacementRevised {
                placement_id: placement.to_string(),
                terms: Some(terms(agreed)),
                revised_by: human(*by),
            });
            with_texts(revised, agreed, texts.as_ref())
        }
        Event::Signed { placement, signature, by } => signed(*placement, *signature, *by),
        Event::Submitted { placement, by } => Encoded::of(&pb::PlacementSubmitted {
            placement_id: placement.to_string(),
            submitted_by: human(*by),
        }),
        Event::FactsAsked { question, citizen, on } => {
            Encoded::of(&legal_facts::asked(*question, *citizen, *on))
        }
        Event::FactsReceived { question, answer } => {
            Encoded::of(&legal_facts::received(*question, answer))
        }
        Event::PlaceAsked { question, cvr, p_number, measure, basis, days, weekly_hours } => {
            Encoded::of(&pb::PlaceAsked {
                question_id: question.to_string(),
                cvr: cvr.to_string(),
                p_number: p_number.to_string(),
                measure: words::measure(*measure).into(),
                basis: words::place_basis(*basis).into(),
                first_day: Some(values::date(days.first())),
                last_day: Some(values::date(days.last())),
                weekly_hours: weekly_hours.map(WeeklyHours::hours),
            })
        }
        Event::PlaceAnswered { question, answer } => {
            Encoded::of(&place_answers::received(*question, answer))
        }
        Event::PlaceGivenBack { question, p_number, last_day } => {
            Encoded::of(&pb::PlaceGivenBack {
                question_id: question.to_string(),
                p_number: p_number.to_string(),
                last_day: last_day.map(values::date),
            })
        }
        Event::Granted { placement, by, findings } => Encoded::of(&pb::PlacementGranted {
            placement_id: placement.to_string(),
            decided_by: human(Some(*by)),
            findings: place_answers::findings(findings),
        }),
        Event::Rejected { placement, by, findings, reason } => with_reason(
            Encoded::of(&pb::PlacementRejected {
                placement_id: placement.to_string(),
                decided_by: human(Some(*by)),
                findings: place_answers::findings(findings),
            }),
            reason.as_ref(),
        ),
        Event::Started { placement, citizen, measure, days } => {
            Encoded::of(&pb::PlacementStarted {
                placement_id: placement.to_string(),
                citizen_id: citizen.to_string(),
                measure: words::measure(*measure).into(),
                first_day: Some(values::date(days.first())),
                last_day: Some(values::date(days.last())),
            })
        }
        Event::Completed { placement, last_day } => Encoded::of(&pb::PlacementCompleted {
            placement_id: placement.to_string(),
            last_day: Some(values::date(*last_day)),
        }),
        Event::Interrupted { placement, last_day, end } => with_end(
            Encoded::of(&pb::PlacementInterrupted {
                placement_id: placement.to_string(),
                last_day: Some(values::date(*last_day)),
            }),
            end.as_ref(),
        ),
        Event::Cancelled { placement, end } => with_end(
            Encoded::of(&pb::PlacementCancelled { placement_id: placement.to_string() }),
            end.as_ref(),
        ),
    }
}

fn terms(terms: &Terms) -> pb::PlacementTerms {
    let plan = &terms.plan;
    pb::PlacementTerms {
        citizen_id: plan.citizen.to_string(),
        cvr: plan.cvr.to_string(),
        p_number: plan.p_number.to_string(),
        measure: words::measure(MeasureKind::Internship).into(),
        focus: words::focus(plan.focus).into(),
        first_day: Some(values::date(plan.days.first())),
        last_day: Some(values::date(plan.days.last())),
        weekly_hours: plan.weekly_hours.hours(),
        purpose_stated: terms.purpose_stated,
        job_goal_stated: terms.job_goal_stated,
        ground_beyond_4_weeks: terms.grounds.beyond_4_weeks,
        ground_beyond_13_weeks: terms.grounds.beyond_13_weeks,
        ground_beyond_26_weeks: terms.grounds.beyond_26_weeks,
    }
}

fn signed(placement: PlacementId, signature: Signature, by: Option<Uuid>) -> Encoded {
    Encoded::of(&pb::PlacementSigned {
        placement_id: placement.to_string(),
        role: words::signer_role(signature.role).into(),
        signed_on: Some(values::date(signature.signed_on)),
        method: words::signature_method(signature.method).into(),
        objected: signature.objected,
        recorded_by: human(by),
    })
}

fn human(id: Option<Uuid>) -> String {
    id.map(|it| it.hyphenated().to_string()).unwrap_or_default()
}

fn with_texts(event: Encoded, terms: &Terms, texts: Option<&Texts>) -> Encoded {
    let Some(texts) = texts else { return event };
    let part = pb::PlacementTexts {
        purpose: texts.purpose.expose().clone(),
        tasks: texts.tasks.expose().clone(),
        job_goal: texts.job_goal.expose().clone(),
        length_grounds: texts.grounds.iter().map(|it| words::length_ground(*it).into()).collect(),
        length_ground_text: texts.ground_text.expose().clone(),
    };
    event.seal(subject(terms.plan.citizen), Purpose::Placement, &part)
}

fn with_reason(event: Encoded, reason: Option<&About<Personal<String>>>) -> Encoded {
    let Some(About { citizen, content }) = reason else { return event };
    let part = pb::RejectionReason { text: content.expose().clone() };
    event.seal(subject(*citizen), Purpose::Placement, &part)
}

fn with_end(event: Encoded, end: Option<&About<End>>) -> Encoded {
    let Some(About { citizen, content }) = end else { return event };
    let part = pb::PlacementEnd {
        reason: words::end_reason(content.reason).into(),
        text: content.text.expose().clone(),
    };
    event.seal(subject(*citizen), Purpose::Placement, &part)
}

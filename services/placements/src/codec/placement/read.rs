//! Every shape of an event that was ever stored; what is sealed stays closed.

use kernel::Uuid;
use placements_domain::{
    facts::StatedGrounds,
    placement::{Days, Event, Plan, Signature, Terms, WeeklyHours},
};
use proto::{
    events::{Malformed, placements as stored},
    placements::events::v1 as pb,
    values_v1::CivilDate,
};

use crate::codec::{legal_facts, place_answers, words};

pub(super) fn event(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
    let event = match stored::Event::decode(type_name, payload)? {
        Some(stored::Event::PlacementDrafted(it)) => drafted(&it),
        Some(stored::Event::PlacementRevised(it)) => revised(&it),
        Some(stored::Event::PlacementSigned(it)) => signed(&it),
        Some(stored::Event::PlacementSubmitted(it)) => submitted(&it),
        Some(stored::Event::LegalFactsAsked(it)) => facts_asked(&it),
        Some(stored::Event::LegalFactsReceived(it)) => legal_facts::read_received(&it)
            .map(|(question, answer)| Event::FactsReceived { question, answer }),
        Some(stored::Event::PlaceAsked(it)) => place_asked(&it),
        Some(stored::Event::PlaceAnswerReceived(it)) => place_answers::read_received(&it)
            .map(|(question, answer)| Event::PlaceAnswered { question, answer }),
        Some(stored::Event::PlaceGivenBack(it)) => given_back(&it),
        Some(stored::Event::PlacementGranted(it)) => granted(&it),
        Some(stored::Event::PlacementRejected(it)) => rejected(&it),
        Some(stored::Event::PlacementStarted(it)) => started(&it),
        Some(stored::Event::PlacementCompleted(it)) => completed(&it),
        Some(stored::Event::PlacementInterrupted(it)) => interrupted(&it),
        Some(stored::Event::PlacementCancelled(it)) => cancelled(&it),
        Some(
            stored::Event::QuestionOpened(_)
            | stored::Event::IguPlanned(_)
            | stored::Event::IguAgreementConcluded(_)
            | stored::Event::IguRegistered(_)
            | stored::Event::IguRegistrationOverdue(_)
            | stored::Event::IguStarted(_)
            | stored::Event::IguStopped(_)
            | stored::Event::IguCancelled(_)
            | stored::Event::IguAnnulled(_)
            | stored::Event::IguCompleted(_)
            | stored::Event::CitizenIguNoted(_)
            | stored::Event::CitizenInternshipNoted(_)
            | stored::Event::CitizenInternshipLapsed(_),
        )
        | None => None,
    };
    event.ok_or_else(|| Malformed::content(type_name))
}

fn drafted(it: &pb::PlacementDrafted) -> Option<Event> {
    Some(Event::Drafted {
        placement: it.placement_id.parse().ok()?,
        municipality: words::read_municipality(&it.municipality)?,
        terms: terms(it.terms.as_ref())?,
        by: human(&it.drafted_by)?,
        texts: None,
    })
}

fn revised(it: &pb::PlacementRevised) -> Option<Event> {
    Some(Event::Revised {
        placement: it.placement_id.parse().ok()?,
        terms: terms(it.terms.as_ref())?,
        by: human(&it.revised_by)?,
        texts: None,
    })
}

fn terms(it: Option<&pb::PlacementTerms>) -> Option<Terms> {
    let it = it?;
    Some(Terms {
        plan: Plan {
            citizen: words::read_citizen(&it.citizen_id)?,
            cvr: words::read_cvr(&it.cvr)?,
            p_number: words::read_p_number(&it.p_number)?,
            focus: words::read_focus(it.focus())?,
            days: days(it.first_day.as_ref(), it.last_day.as_ref())?,
            weekly_hours: WeeklyHours::of(it.weekly_hours)?,
        },
        purpose_stated: it.purpose_stated,
        job_goal_stated: it.job_goal_stated,
        grounds: StatedGrounds {
            beyond_4_weeks: it.ground_beyond_4_weeks,
            beyond_13_weeks: it.ground_beyond_13_weeks,
            beyond_26_weeks: it.ground_beyond_26_weeks,
        },
    })
}

fn signed(it: &pb::PlacementSigned) -> Option<Event> {
    Some(Event::Signed {
        placement: it.placement_id.parse().ok()?,
        signature: Signature {
            role: words::read_signer_role(it.role())?,
            signed_on: words::read_day(it.signed_on.as_ref())?,
            method: words::read_signature_method(it.method())?,
            objected: it.objected,
        },
        by: human(&it.recorded_by)?,
    })
}

fn submitted(it: &pb::PlacementSubmitted) -> Option<Event> {
    Some(Event::Submitted {
        placement: it.placement_id.parse().ok()?,
        by: human(&it.submitted_by)?,
    })
}

fn facts_asked(it: &pb::LegalFactsAsked) -> Option<Event> {
    let (question, citizen, on) = legal_facts::read_asked(it)?;
    Some(Event::FactsAsked { question, citizen, on })
}

fn place_asked(it: &pb::PlaceAsked) -> Option<Event> {
    Some(Event::PlaceAsked {
        question: it.question_id.parse().ok()?,
        cvr: words::read_cvr(&it.cvr)?,
        p_number: words::read_p_number(&it.p_number)?,
        measure: words::read_measure(it.measure())?,
        basis: words::read_place_basis(it.basis())?,
        days: days(it.first_day.as_ref(), it.last_day.as_ref())?,
        weekly_hours: match it.weekly_hours {
            Some(hours) => Some(WeeklyHours::of(hours)?),
            None => None,
        },
    })
}

fn given_back(it: &pb::PlaceGivenBack) -> Option<Event> {
    Some(Event::PlaceGivenBack {
        question: it.question_id.parse().ok()?,
        p_number: words::read_p_number(&it.p_number)?,
        last_day: words::read_optional_day(it.last_day.as_ref())?,
    })
}

fn granted(it: &pb::PlacementGranted) -> Option<Event> {
    Some(Event::Granted {
        placement: it.placement_id.parse().ok()?,
        by: it.decided_by.parse().ok()?,
        findings: Vec::new(),
    })
}

fn rejected(it: &pb::PlacementRejected) -> Option<Event> {
    Some(Event::Rejected {
        placement: it.placement_id.parse().ok()?,
        by: it.decided_by.parse().ok()?,
        findings: Vec::new(),
        reason: None,
    })
}

fn started(it: &pb::PlacementStarted) -> Option<Event> {
    Some(Event::Started {
        placement: it.placement_id.parse().ok()?,
        citizen: words::read_citizen(&it.citizen_id)?,
        measure: words::read_measure(it.measure())?,
        days: days(it.first_day.as_ref(), it.last_day.as_ref())?,
    })
}

fn completed(it: &pb::PlacementCompleted) -> Option<Event> {
    Some(Event::Completed {
        placement: it.placement_id.parse().ok()?,
        last_day: words::read_day(it.last_day.as_ref())?,
    })
}

fn interrupted(it: &pb::PlacementInterrupted) -> Option<Event> {
    Some(Event::Interrupted {
        placement: it.placement_id.parse().ok()?,
        last_day: words::read_day(it.last_day.as_ref())?,
        end: None,
    })
}

fn cancelled(it: &pb::PlacementCancelled) -> Option<Event> {
    Some(Event::Cancelled { placement: it.placement_id.parse().ok()?, end: None })
}

fn days(first: Option<&CivilDate>, last: Option<&CivilDate>) -> Option<Days> {
    Days::of(words::read_day(first)?, words::read_day(last)?)
}

/// The human's id; `Some(None)` for a system alone.
#[expect(clippy::option_option, reason = "left out, wrong and given")]
fn human(text: &str) -> Option<Option<Uuid>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

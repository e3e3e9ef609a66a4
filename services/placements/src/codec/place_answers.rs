//! What `employers` answered to an ask for a place.

use kernel::QuestionId;
use law::Finding;
use placements_domain::{
    facts::{PlaceAnswer, PlaceProof},
    rules,
    values::PlaceOutcome,
};
use proto::{
    employers::events::v1::PlaceRefusal,
    events::employers,
    placements::events::v1 as pb,
    values,
    values_v1::{self, Finding as Said},
};

use super::words;

/// What `employers` answered.
pub(super) fn received(question: QuestionId, answer: &PlaceAnswer) -> pb::PlaceAnswerReceived {
    pb::PlaceAnswerReceived {
        question_id: question.to_string(),
        outcome: words::place_outcome(answer.outcome).into(),
        occupancy: answer.occupancy.map_or(0, |it| words::occupancy(it).into()),
        proof: answer.proof.as_ref().map(proof),
        findings: findings(&answer.findings),
    }
}

/// The answer to which question.
pub(super) fn read_received(it: &pb::PlaceAnswerReceived) -> Option<(QuestionId, PlaceAnswer)> {
    let answer = PlaceAnswer {
        outcome: words::read_place_outcome(it.outcome())?,
        occupancy: words::read_occupancy(it.occupancy()),
        proof: read_optional_proof(it.proof.as_ref())?,
        findings: read_findings(&it.findings)?,
    };
    Some((it.question_id.parse().ok()?, answer))
}

/// An answer as `employers` gives it; `None` for every other event, and for one that holds what no answer may.
#[must_use]
pub fn read_answer(event: &employers::Event) -> Option<(QuestionId, PlaceAnswer)> {
    match event {
        employers::Event::PlaceReserved(it) => {
            let answer = PlaceAnswer {
                outcome: PlaceOutcome::Reserved,
                occupancy: Some(words::read_occupancy(it.occupancy())?),
                proof: read_optional_proof(it.proof.as_ref())?,
                findings: read_findings(&it.findings)?,
            };
            Some((it.question_id.parse().ok()?, answer))
        }
        employers::Event::PlaceRefused(it) => {
            let outcome = match it.reason() {
                PlaceRefusal::Unspecified => return None,
                PlaceRefusal::Ratio => PlaceOutcome::Refused,
                PlaceRefusal::UnknownWorkplace => PlaceOutcome::UnknownWorkplace,
            };
            let answer = PlaceAnswer {
                outcome,
                occupancy: None,
                proof: read_optional_proof(it.proof.as_ref())?,
                findings: read_findings(&it.findings)?,
            };
            Some((it.question_id.parse().ok()?, answer))
        }
        employers::Event::EmployerRegistered(_)
        | employers::Event::EmployerSectorSet(_)
        | employers::Event::WorkplaceRegistered(_)
        | employers::Event::HeadcountRecorded(_)
        | employers::Event::PlacesElsewhereRecorded(_)
        | employers::Event::PlaceReleased(_) => None,
    }
}

fn proof(it: &PlaceProof) -> values_v1::PlaceProof {
    values_v1::PlaceProof {
        ordinary_employees: it.ordinary_employees,
        level: it.level.map_or(0, |it| words::headcount_level(it).into()),
        method: it.method.map_or(0, |it| words::headcount_method(it).into()),
        headcount_as_of: it.headcount_as_of.map(values::date),
        headcount_source: it.headcount_source.map_or(0, |it| words::company_fact_source(it).into()),
        supported_here: it.supported_here,
        supported_elsewhere: it.supported_elsewhere,
        elsewhere_as_of: it.elsewhere_as_of.map(values::date),
        elsewhere_source: it.elsewhere_source.map_or(0, |it| words::company_fact_source(it).into()),
        allowed: it.allowed,
    }
}

/// `Some(None)` when left out.
#[expect(clippy::option_option, reason = "left out, wrong and given")]
fn read_optional_proof(it: Option<&values_v1::PlaceProof>) -> Option<Option<PlaceProof>> {
    match it {
        Some(it) => read_proof(it).map(Some),
        None => Some(None),
    }
}

fn read_proof(it: &values_v1::PlaceProof) -> Option<PlaceProof> {
    Some(PlaceProof {
        ordinary_employees: it.ordinary_employees,
        level: words::read_headcount_level(it.level()),
        method: words::read_headcount_method(it.method()),
        headcount_as_of: words::read_optional_day(it.headcount_as_of.as_ref())?,
        headcount_source: words::read_company_fact_source(it.headcount_source()),
        supported_here: it.supported_here,
        supported_elsewhere: it.supported_elsewhere,
        elsewhere_as_of: words::read_optional_day(it.elsewhere_as_of.as_ref())?,
        elsewhere_source: words::read_company_fact_source(it.elsewhere_source()),
        allowed: it.allowed,
    })
}

/// As they are stored and answered.
pub(super) fn findings(findings: &[Finding]) -> Vec<Said> {
    findings.iter().map(values::finding).collect()
}

/// `None` when one is of a rule that is not known here.
fn read_findings(findings: &[Said]) -> Option<Vec<Finding>> {
    findings.iter().map(|it| values::read_finding(it, rules::named)).collect()
}

//! What is asked of `citizens`, and what was answered: the same shapes on the stream of a placement and of an IGU.

use kernel::{CitizenId, Date, QuestionId};
use placements_domain::facts::{LegalAnswer, LegalFacts};
use proto::{
    citizens::events::v1::LegalFactsRefusal, events::citizens, placements::events::v1 as pb, values,
};

use super::words;

pub(super) fn asked(question: QuestionId, citizen: CitizenId, on: Date) -> pb::LegalFactsAsked {
    pb::LegalFactsAsked {
        question_id: question.to_string(),
        citizen_id: citizen.to_string(),
        on: Some(values::date(on)),
    }
}

pub(super) fn read_asked(it: &pb::LegalFactsAsked) -> Option<(QuestionId, CitizenId, Date)> {
    let question = it.question_id.parse().ok()?;
    Some((question, words::read_citizen(&it.citizen_id)?, words::read_day(it.on.as_ref())?))
}

pub(super) fn received(question: QuestionId, answer: &LegalAnswer) -> pb::LegalFactsReceived {
    let of = |outcome: pb::LegalFactsOutcome| pb::LegalFactsReceived {
        question_id: question.to_string(),
        outcome: outcome.into(),
        ..pb::LegalFactsReceived::default()
    };
    let facts = match answer {
        LegalAnswer::Unknown => return of(pb::LegalFactsOutcome::Unknown),
        LegalAnswer::NotYours => return of(pb::LegalFactsOutcome::NotYours),
        LegalAnswer::Stated(facts) => facts,
    };
    let number = |it: u32| i32::try_from(it).unwrap_or(i32::MAX);
    pb::LegalFactsReceived {
        on: Some(values::date(facts.on)),
        age_years: facts.age_years.map(number),
        residence_full_years: facts.residence_full_years.map(number),
        residence_on_anniversary: facts.residence_on_anniversary,
        residence_basis: facts.residence_basis.map_or(0, |it| words::residence_basis(it).into()),
        programme_runs: facts.programme_runs,
        programme_kind: facts.programme_kind.map_or(0, |it| words::programme_kind(it).into()),
        readiness: facts.readiness.map_or(0, |it| words::readiness(it).into()),
        ..of(pb::LegalFactsOutcome::Stated)
    }
}

/// An answer as it is stored here.
#[must_use]
pub fn read_received(it: &pb::LegalFactsReceived) -> Option<(QuestionId, LegalAnswer)> {
    let answer = match it.outcome() {
        pb::LegalFactsOutcome::Unspecified => return None,
        pb::LegalFactsOutcome::Unknown => LegalAnswer::Unknown,
        pb::LegalFactsOutcome::NotYours => LegalAnswer::NotYours,
        pb::LegalFactsOutcome::Stated => LegalAnswer::Stated(LegalFacts {
            on: words::read_day(it.on.as_ref())?,
            age_years: count(it.age_years)?,
            residence_full_years: count(it.residence_full_years)?,
            residence_on_anniversary: it.residence_on_anniversary,
            residence_basis: words::read_residence_basis(it.residence_basis()),
            programme_runs: it.programme_runs,
            programme_kind: words::read_programme_kind(it.programme_kind()),
            readiness: words::read_readiness(it.readiness()),
        }),
    };
    Some((it.question_id.parse().ok()?, answer))
}

/// An answer as `citizens` gives it; `None` for every other event, and for one that holds what no answer may.
#[must_use]
pub fn read_answer(event: &citizens::Event) -> Option<(QuestionId, LegalAnswer)> {
    match event {
        citizens::Event::LegalFactsStated(it) => {
            let facts = LegalFacts {
                on: words::read_day(it.on.as_ref())?,
                age_years: count(it.age_years)?,
                residence_full_years: count(it.residence_full_years)?,
                residence_on_anniversary: it.residence_on_anniversary,
                residence_basis: words::read_residence_basis(it.residence_basis()),
                programme_runs: it.programme_runs,
                programme_kind: words::read_programme_kind(it.programme_kind()),
                readiness: words::read_readiness(it.readiness()),
            };
            Some((it.question_id.parse().ok()?, LegalAnswer::Stated(facts)))
        }
        citizens::Event::LegalFactsRefused(it) => {
            let answer = match it.reason() {
                LegalFactsRefusal::Unspecified => return None,
                LegalFactsRefusal::Unknown => LegalAnswer::Unknown,
                LegalFactsRefusal::NotYours => LegalAnswer::NotYours,
            };
            Some((it.question_id.parse().ok()?, answer))
        }
        citizens::Event::CitizenRegistered(_)
        | citizens::Event::ResponsibilityTakenOver(_)
        | citizens::Event::ProgrammeStarted(_)
        | citizens::Event::ProgrammeEnded(_)
        | citizens::Event::ReadinessAssessed(_)
        | citizens::Event::BenefitStarted(_)
        | citizens::Event::BenefitStopped(_) => None,
    }
}

/// An optional count; a negative one is none.
#[expect(clippy::option_option, reason = "left out, wrong and given")]
fn count(number: Option<i32>) -> Option<Option<u32>> {
    match number {
        Some(number) => Some(Some(number.try_into().ok()?)),
        None => Some(None),
    }
}

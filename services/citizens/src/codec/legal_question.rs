//! Events of `legal_question`.

use citizens_domain::legal_question::{Event, LegalFacts, LegalQuestion, Runs};
use event_log::{Codec, Encoded};
use proto::{
    citizens::events::v1 as pb,
    events::{Malformed, citizens as stored},
    values,
    values_v1::{ProgrammeKind, ReadinessCategory},
};

use super::words;

/// Maps `legal_question` to stored bytes and back.
pub struct LegalQuestionCodec;

impl Codec for LegalQuestionCodec {
    type Aggregate = LegalQuestion;

    fn encode(event: &Event) -> Encoded {
        match event {
            Event::Stated { question, citizen, facts } => Encoded::of(&pb::LegalFactsStated {
                question_id: question.to_string(),
                citizen_id: citizen.to_string(),
                on: Some(values::date(facts.on)),
                age_years: facts.age_years.map(Into::into),
                residence_full_years: facts.residence_full_years.map(Into::into),
                residence_on_anniversary: facts.residence_on_anniversary,
                residence_basis: words::residence_basis(facts.residence_basis).into(),
                programme_runs: programme(facts.programme).0,
                programme_kind: programme(facts.programme).1.into(),
                readiness: facts
                    .readiness
                    .map_or(ReadinessCategory::Unspecified, words::readiness)
                    .into(),
            }),
            Event::Refused { question, why } => Encoded::of(&pb::LegalFactsRefused {
                question_id: question.to_string(),
                reason: words::why(*why).into(),
            }),
        }
    }

    fn decode(type_name: &str, payload: &[u8]) -> Result<Event, Malformed> {
        let event = match stored::Event::decode(type_name, payload)? {
            Some(stored::Event::LegalFactsStated(it)) => stated(&it),
            Some(stored::Event::LegalFactsRefused(it)) => refused(&it),
            Some(
                stored::Event::CitizenRegistered(_)
                | stored::Event::ResponsibilityTakenOver(_)
                | stored::Event::ProgrammeStarted(_)
                | stored::Event::ProgrammeEnded(_)
                | stored::Event::ReadinessAssessed(_)
                | stored::Event::BenefitStarted(_)
                | stored::Event::BenefitStopped(_),
            )
            | None => None,
        };
        event.ok_or_else(|| Malformed::content(type_name))
    }
}

/// Whether one runs, and which.
fn programme(runs: Runs) -> (Option<bool>, ProgrammeKind) {
    match runs {
        Runs::NotKnown => (None, ProgrammeKind::Unspecified),
        Runs::No => (Some(false), ProgrammeKind::Unspecified),
        Runs::Yes(kind) => (Some(true), words::programme_kind(kind)),
    }
}

fn stated(it: &pb::LegalFactsStated) -> Option<Event> {
    let facts = LegalFacts {
        on: words::read_day(it.on.as_ref())?,
        age_years: years(it.age_years)?,
        residence_full_years: years(it.residence_full_years)?,
        residence_on_anniversary: it.residence_on_anniversary,
        residence_basis: words::read_residence_basis(it.residence_basis())?,
        programme: match it.programme_runs {
            Some(true) => Runs::Yes(words::read_programme_kind(it.programme_kind())?),
            Some(false) => Runs::No,
            None => Runs::NotKnown,
        },
        readiness: words::read_readiness(it.readiness()),
    };
    Some(Event::Stated {
        question: words::read_question(&it.question_id)?,
        citizen: words::read_citizen(&it.citizen_id)?,
        facts,
    })
}

fn refused(it: &pb::LegalFactsRefused) -> Option<Event> {
    Some(Event::Refused {
        question: words::read_question(&it.question_id)?,
        why: words::read_why(it.reason())?,
    })
}

/// `Some(None)` when absent.
#[expect(clippy::option_option, reason = "false, absent and given")]
fn years(value: Option<i32>) -> Option<Option<i16>> {
    value.map(i16::try_from).transpose().ok()
}

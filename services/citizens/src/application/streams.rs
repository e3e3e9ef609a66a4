//! Which stream holds what of a person, and what is recorded with it.

use citizens_domain::{
    benefit_course::BenefitCourse,
    citizen::{Citizen, Facts},
    legal_question::LegalQuestion,
    programme::{self, Programme},
};
use event_log::{LoadError, Loaded, Session, Stop};
use kernel::{Aggregate, CitizenId, MunicipalityCode, QuestionId, Uuid, stream_id};

use super::{Refusal, claims, refusal::refused};
use crate::codec::{BenefitCourseCodec, CitizenCodec, LegalQuestionCodec, ProgrammeCodec};

/// What the asker's municipality holds of the citizen; first of all, so that no other municipality learns a version.
/// Loaded, so it still holds when the command is stored.
pub(super) async fn held(
    session: &mut Session,
    id: CitizenId,
    asker: MunicipalityCode,
) -> Result<Facts, Stop<Refusal>> {
    citizen(session, id, None).await?.state.held_by(asker).map_err(refused)
}

/// The citizen's stream has the citizen's own id.
pub(super) async fn citizen(
    session: &mut Session,
    id: CitizenId,
    expected: Option<i64>,
) -> Result<Loaded<Citizen>, LoadError> {
    session.load::<CitizenCodec>(id.uuid(), expected).await
}

pub(super) async fn programme(
    session: &mut Session,
    id: CitizenId,
    expected: Option<i64>,
) -> Result<Loaded<Programme>, LoadError> {
    session.load::<ProgrammeCodec>(programme_id(id), expected).await
}

pub(super) async fn benefit_course(
    session: &mut Session,
    id: CitizenId,
    expected: Option<i64>,
) -> Result<Loaded<BenefitCourse>, LoadError> {
    session.load::<BenefitCourseCodec>(benefit_course_id(id), expected).await
}

/// The question's stream has the question's own id.
pub(super) async fn legal_question(
    session: &mut Session,
    id: QuestionId,
) -> Result<Loaded<LegalQuestion>, LoadError> {
    session.load::<LegalQuestionCodec>(id.uuid(), None).await
}

/// The claim of the running programme goes with the events: taken at the start, released at the end.
pub(super) fn record_programme(
    session: &mut Session,
    id: CitizenId,
    asker: MunicipalityCode,
    events: &[programme::Event],
) -> i64 {
    let stream = programme_id(id);
    for event in events {
        match event {
            programme::Event::Started { .. } => session.take(claims::programme(id), stream),
            programme::Event::Ended { .. } => session.release(claims::programme(id)),
            programme::Event::Assessed { .. } => {}
        }
    }
    session.record::<ProgrammeCodec>(stream, asker.as_str(), events)
}

pub(super) fn programme_id(id: CitizenId) -> Uuid {
    stream_id(id.uuid(), Programme::KIND)
}

pub(super) fn benefit_course_id(id: CitizenId) -> Uuid {
    stream_id(id.uuid(), BenefitCourse::KIND)
}

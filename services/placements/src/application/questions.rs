//! Questions to other services, each on a stream of its own: an answer is brought to whoever asked by looking there.

use event_log::{LoadError, Session, Stop};
use kernel::{Aggregate, MunicipalityCode, QuestionId};
use placements_domain::question::{Command, Question, Subject};

use super::{Refusal, refusal::refused};
use crate::codec::QuestionCodec;

/// Opens a question, in the same command that records the ask on the subject's own stream.
pub(super) async fn open(
    session: &mut Session,
    question: QuestionId,
    subject: Subject,
    asker: MunicipalityCode,
) -> Result<(), Stop<Refusal>> {
    let loaded = session.load::<QuestionCodec>(question.uuid(), None).await?;
    let decision = loaded.state.decide(Command { question, subject }).map_err(refused)?;
    session.record::<QuestionCodec>(question.uuid(), asker.as_str(), &decision.events);
    Ok(())
}

/// Who waits for its answer; `None` when the question is not ours.
pub(super) async fn subject(
    session: &mut Session,
    question: QuestionId,
) -> Result<Option<Subject>, LoadError> {
    let loaded = session.load::<QuestionCodec>(question.uuid(), None).await?;
    Ok(match loaded.state {
        Question::Unknown => None,
        Question::Opened(subject) => Some(subject),
    })
}

//! Bring the legal facts to the IGU that waits for them.

use event_log::{Session, Stop};
use kernel::{Aggregate, Date, IguId, QuestionId};
use placements_domain::{
    facts::LegalAnswer,
    igu::{Command, Order},
};

use super::{Refusal, igu_streams, refusal::refused};
use crate::codec::IguCodec;

/// Records an answer that came for an IGU, as its municipality; one that is not waited for changes nothing.
pub(super) async fn answer_igu(
    session: &mut Session,
    igu: IguId,
    today: Date,
    question: QuestionId,
    answer: LegalAnswer,
) -> Result<(), Stop<Refusal>> {
    let state = session.load::<IguCodec>(igu.uuid(), None).await?.state;
    let Some(asker) = state.municipality() else { return Ok(()) };
    let command = Command { asker, today, order: Order::Answer { question, answer } };
    let decision = state.decide(command).map_err(refused)?;
    igu_streams::record(session, igu, asker, &decision.events).await?;
    Ok(())
}

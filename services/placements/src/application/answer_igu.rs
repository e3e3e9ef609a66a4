//! Bring the legal facts to the IGU that waits for them.

use event_log::{Session, Stop};
use kernel::{Aggregate, Date, IguId, MunicipalityCode, QuestionId};
use placements_domain::{
    facts::LegalAnswer,
    igu::{Command, Order},
};

use super::{Refusal, igu_streams, refusal::refused};

/// Records an answer that came for an IGU of that municipality; one that is not waited for changes nothing.
pub(super) async fn answer_igu(
    session: &mut Session,
    igu: IguId,
    asker: MunicipalityCode,
    today: Date,
    question: QuestionId,
    answer: LegalAnswer,
) -> Result<(), Stop<Refusal>> {
    let loaded = igu_streams::held(session, igu, asker, None).await?;
    let order = Order::Answer { question, answer };
    let decision = loaded.decide(Command { asker, today, order }).map_err(refused)?;
    igu_streams::record(session, igu, asker, &decision.events).await?;
    Ok(())
}

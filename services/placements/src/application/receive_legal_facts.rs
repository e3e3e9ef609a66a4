//! Bring the legal facts to the placement or the IGU that waits for them.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, PlacementId, QuestionId};
use placements_domain::{
    facts::LegalAnswer,
    placement::{Answer, Command, Event},
    question::Subject,
};

use super::{
    Asked, Outcome, Placements, Refusal, answer_igu::answer_igu, placement_streams::no_claim,
    questions, refusal::refused,
};
use crate::codec::PlacementCodec;

/// What `citizens` answered.
pub struct ReceiveLegalFacts {
    /// To which question.
    pub question: QuestionId,
    /// How.
    pub answer: LegalAnswer,
    /// The question that a placement asks next. Derived from the answer's event: the same whenever it comes.
    pub place: QuestionId,
}

impl Placements {
    /// An answer to a question that is not ours, or that nobody waits for any longer, changes nothing.
    #[tracing::instrument(name = "placements.receive_legal_facts", skip_all, fields(question.id = %told.question))]
    pub async fn receive_legal_facts(&self, order: &Order, told: ReceiveLegalFacts) -> Outcome<()> {
        self.log.execute(order, &self.asked(order, told)).await
    }
}

impl Handle for Asked<ReceiveLegalFacts> {
    type Answer = ();
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        let ReceiveLegalFacts { question, answer, .. } = &self.what;
        match questions::subject(session, *question).await? {
            None => Ok(()),
            Some(Subject::Placement(placement)) => receive(session, placement, &self.what).await,
            Some(Subject::Igu(igu)) => {
                let answer = answer.clone();
                answer_igu(session, igu, self.today, *question, answer).await
            }
        }
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

/// With stated facts the place is asked for in the same command.
async fn receive(
    session: &mut Session,
    id: PlacementId,
    told: &ReceiveLegalFacts,
) -> Result<(), Stop<Refusal>> {
    let state = session.load::<PlacementCodec>(id.uuid(), None).await?.state;
    let Some(municipality) = state.case().map(|it| it.municipality) else { return Ok(()) };
    let ReceiveLegalFacts { question, answer, place } = told;
    let answer = Answer::Facts { question: *question, answer: answer.clone(), place: *place };
    let decision = state.decide(Command::Answered(answer)).map_err(refused)?;
    session.record::<PlacementCodec>(id.uuid(), municipality.as_str(), &decision.events);
    if decision.events.iter().any(|it| matches!(it, Event::PlaceAsked { .. })) {
        questions::open(session, *place, Subject::Placement(id), municipality).await?;
    }
    Ok(())
}

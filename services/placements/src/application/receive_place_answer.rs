//! Bring the answer of `employers` to the placement that asked for a place.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, PlacementId, QuestionId};
use placements_domain::{
    facts::PlaceAnswer,
    placement::{Answer, Command},
    question::Subject,
};

use super::{
    Asked, Outcome, Placements, Refusal, placement_streams::no_claim, questions, refusal::refused,
};
use crate::codec::PlacementCodec;

/// What `employers` answered.
pub struct ReceivePlaceAnswer {
    /// To which question.
    pub question: QuestionId,
    /// How.
    pub answer: PlaceAnswer,
}

impl Placements {
    /// An answer to a question that is not ours, or that nobody waits for any longer, changes nothing: the place
    /// was given back when the question was left.
    #[tracing::instrument(name = "placements.receive_place_answer", skip_all, fields(question.id = %told.question))]
    pub async fn receive_place_answer(
        &self,
        order: &Order,
        told: ReceivePlaceAnswer,
    ) -> Outcome<()> {
        self.log.execute(order, &self.asked(order, told)).await
    }
}

impl Handle for Asked<ReceivePlaceAnswer> {
    type Answer = ();
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        match questions::subject(session, self.what.question).await? {
            Some(Subject::Placement(placement)) => receive(session, placement, &self.what).await,
            // An IGU asks for no place.
            None | Some(Subject::Igu(_)) => Ok(()),
        }
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

async fn receive(
    session: &mut Session,
    id: PlacementId,
    told: &ReceivePlaceAnswer,
) -> Result<(), Stop<Refusal>> {
    let state = session.load::<PlacementCodec>(id.uuid(), None).await?.state;
    let Some(municipality) = state.case().map(|it| it.municipality) else { return Ok(()) };
    let ReceivePlaceAnswer { question, answer } = told;
    let answer = Answer::Place { question: *question, answer: answer.clone() };
    let decision = state.decide(Command::Answered(answer)).map_err(refused)?;
    session.record::<PlacementCodec>(id.uuid(), municipality.as_str(), &decision.events);
    Ok(())
}

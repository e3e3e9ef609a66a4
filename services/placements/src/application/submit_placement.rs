//! Send a placement to the authority, and ask `citizens` for the legal facts of its first day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{PlacementId, QuestionId};
use placements_domain::{placement, question::Subject};
use proto::placements::v1::SubmitPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
    questions,
};

/// What is asked.
pub struct SubmitPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen; without it nothing is submitted again.
    pub expected: Option<i64>,
}

struct Submission {
    wanted: SubmitPlacement,
    question: QuestionId,
}

impl Placements {
    /// What was signed is sent; the questions follow.
    #[tracing::instrument(name = "placements.submit_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn submit_placement(
        &self,
        order: &Order,
        wanted: SubmitPlacement,
    ) -> Outcome<SubmitPlacementResponse> {
        let submission = Submission { wanted, question: QuestionId::new(self.ids.next()) };
        self.log.execute(order, &self.asked(order, submission)).await
    }
}

impl Handle for Asked<Submission> {
    type Answer = SubmitPlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<SubmitPlacementResponse, Stop<Refusal>> {
        let Submission { wanted: SubmitPlacement { placement, expected }, question } = &self.what;
        let order = placement::Order::Submit { question: *question, seen: expected.is_some() };
        let version = step(session, self, *placement, *expected, order).await?.version;
        questions::open(session, *question, Subject::Placement(*placement), self.asker).await?;
        Ok(SubmitPlacementResponse { version, question_id: question.to_string() })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

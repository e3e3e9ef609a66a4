//! End a placement on its agreed last day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement;
use proto::placements::v1::CompletePlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct CompletePlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
}

impl Placements {
    /// It went to its end.
    #[tracing::instrument(name = "placements.complete_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn complete_placement(
        &self,
        order: &Order,
        wanted: CompletePlacement,
    ) -> Outcome<CompletePlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<CompletePlacement> {
    type Answer = CompletePlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<CompletePlacementResponse, Stop<Refusal>> {
        let CompletePlacement { placement, expected } = &self.what;
        let order = placement::Order::Complete;
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(CompletePlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

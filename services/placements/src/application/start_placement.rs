//! Start a granted placement.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement;
use proto::placements::v1::StartPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct StartPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
}

impl Placements {
    /// It runs.
    #[tracing::instrument(name = "placements.start_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn start_placement(
        &self,
        order: &Order,
        wanted: StartPlacement,
    ) -> Outcome<StartPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StartPlacement> {
    type Answer = StartPlacementResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StartPlacementResponse, Stop<Refusal>> {
        let StartPlacement { placement, expected } = &self.what;
        let order = placement::Order::Start;
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(StartPlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

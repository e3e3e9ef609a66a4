//! Give up a placement that has not begun.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement::{self, End};
use proto::placements::v1::CancelPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct CancelPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
    /// Why; sealed.
    pub end: End,
}

impl Placements {
    /// It comes to nothing.
    #[tracing::instrument(name = "placements.cancel_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn cancel_placement(
        &self,
        order: &Order,
        wanted: CancelPlacement,
    ) -> Outcome<CancelPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<CancelPlacement> {
    type Answer = CancelPlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<CancelPlacementResponse, Stop<Refusal>> {
        let CancelPlacement { placement, expected, end } = &self.what;
        let order = placement::Order::Cancel { end: end.clone() };
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(CancelPlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

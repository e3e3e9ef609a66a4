//! Change the terms; every signature falls.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement::{self, Plan, Texts};
use proto::placements::v1::RevisePlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct RevisePlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
    /// Who, where, when.
    pub plan: Plan,
    /// What it is to do for the person; sealed.
    pub texts: Texts,
}

impl Placements {
    /// What is agreed is another thing now.
    #[tracing::instrument(name = "placements.revise_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn revise_placement(
        &self,
        order: &Order,
        wanted: RevisePlacement,
    ) -> Outcome<RevisePlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<RevisePlacement> {
    type Answer = RevisePlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RevisePlacementResponse, Stop<Refusal>> {
        let RevisePlacement { placement, expected, plan, texts } = &self.what;
        let order = placement::Order::Revise { plan: *plan, texts: texts.clone() };
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(RevisePlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

//! Reject a placement, as another human.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Personal, PlacementId};
use placements_domain::placement;
use proto::{placements::v1::RejectPlacementResponse, values};

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, others, step},
};

/// What is asked.
pub struct RejectPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
    /// Why; sealed.
    pub reason: Personal<String>,
}

impl Placements {
    /// The authority says no.
    #[tracing::instrument(name = "placements.reject_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn reject_placement(
        &self,
        order: &Order,
        wanted: RejectPlacement,
    ) -> Outcome<RejectPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<RejectPlacement> {
    type Answer = RejectPlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RejectPlacementResponse, Stop<Refusal>> {
        let RejectPlacement { placement, expected, reason } = &self.what;
        let others = others(session, *placement).await?;
        let order = placement::Order::Reject { reason: reason.clone(), others };
        let stepped = step(session, self, *placement, *expected, order).await?;
        let findings = stepped.findings.iter().map(values::explained).collect();
        Ok(RejectPlacementResponse { version: stepped.version, findings })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

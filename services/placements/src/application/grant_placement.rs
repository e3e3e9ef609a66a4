//! Grant a placement, as another human.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement;
use proto::{placements::v1::GrantPlacementResponse, values};

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, others, step},
};

/// What is asked.
pub struct GrantPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
}

impl Placements {
    /// The authority says yes, on all answers and all rules.
    #[tracing::instrument(name = "placements.grant_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn grant_placement(
        &self,
        order: &Order,
        wanted: GrantPlacement,
    ) -> Outcome<GrantPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<GrantPlacement> {
    type Answer = GrantPlacementResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<GrantPlacementResponse, Stop<Refusal>> {
        let GrantPlacement { placement, expected } = &self.what;
        let others = others(session, *placement).await?;
        let order = placement::Order::Grant { others };
        let stepped = step(session, self, *placement, *expected, order).await?;
        let findings = stepped.findings.iter().map(values::explained).collect();
        Ok(GrantPlacementResponse { version: stepped.version, findings })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

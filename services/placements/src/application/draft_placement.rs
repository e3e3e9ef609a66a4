//! Draft an internship.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement::{self, Plan, Texts};
use proto::placements::v1::DraftPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct DraftPlacement {
    /// Who, where, when.
    pub plan: Plan,
    /// What it is to do for the person; sealed.
    pub texts: Texts,
}

struct Drafting {
    wanted: DraftPlacement,
    placement: PlacementId,
}

impl Placements {
    /// An internship is drafted.
    #[tracing::instrument(name = "placements.draft_placement", skip_all)]
    pub async fn draft_placement(
        &self,
        order: &Order,
        wanted: DraftPlacement,
    ) -> Outcome<DraftPlacementResponse> {
        let drafting = Drafting { wanted, placement: PlacementId::new(self.ids.next()) };
        self.log.execute(order, &self.asked(order, drafting)).await
    }
}

impl Handle for Asked<Drafting> {
    type Answer = DraftPlacementResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<DraftPlacementResponse, Stop<Refusal>> {
        let Drafting { wanted: DraftPlacement { plan, texts }, placement } = &self.what;
        let placement = *placement;
        let order = placement::Order::Draft { placement, plan: *plan, texts: texts.clone() };
        let version = step(session, self, placement, None, order).await?.version;
        Ok(DraftPlacementResponse { placement_id: placement.to_string(), version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

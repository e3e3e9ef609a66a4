//! Record one signature.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::PlacementId;
use placements_domain::placement::{self, Signature};
use proto::placements::v1::SignPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct SignPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
    /// Who, on which day, how.
    pub signature: Signature,
}

impl Placements {
    /// A party signed, or the representative objected.
    #[tracing::instrument(name = "placements.sign_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn sign_placement(
        &self,
        order: &Order,
        wanted: SignPlacement,
    ) -> Outcome<SignPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<SignPlacement> {
    type Answer = SignPlacementResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<SignPlacementResponse, Stop<Refusal>> {
        let SignPlacement { placement, expected, signature } = &self.what;
        let order = placement::Order::Sign(*signature);
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(SignPlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

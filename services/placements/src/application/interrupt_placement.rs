//! End a placement before its agreed last day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Date, PlacementId};
use placements_domain::placement::{self, End};
use proto::placements::v1::InterruptPlacementResponse;

use super::{
    Asked, Outcome, Placements, Refusal,
    placement_streams::{no_claim, step},
};

/// What is asked.
pub struct InterruptPlacement {
    /// Which.
    pub placement: PlacementId,
    /// Version of its stream as last seen.
    pub expected: Option<i64>,
    /// Included.
    pub last_day: Date,
    /// Why; sealed.
    pub end: End,
}

impl Placements {
    /// It stops; the place is free from the next day.
    #[tracing::instrument(name = "placements.interrupt_placement", skip_all, fields(placement.id = %wanted.placement))]
    pub async fn interrupt_placement(
        &self,
        order: &Order,
        wanted: InterruptPlacement,
    ) -> Outcome<InterruptPlacementResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<InterruptPlacement> {
    type Answer = InterruptPlacementResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<InterruptPlacementResponse, Stop<Refusal>> {
        let InterruptPlacement { placement, expected, last_day, end } = &self.what;
        let order = placement::Order::Interrupt { last_day: *last_day, end: end.clone() };
        let stepped = step(session, self, *placement, *expected, order).await?;
        Ok(InterruptPlacementResponse { version: stepped.version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        no_claim()
    }
}

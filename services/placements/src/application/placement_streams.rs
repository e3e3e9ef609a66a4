//! Which stream holds a placement, and how a step of it is taken.

use event_log::{Session, Stop};
use kernel::{Aggregate, PlacementId};
use law::Finding;
use placements_domain::placement::{self, Command, Order, Placement};

use super::{Asked, Refusal, refusal::refused};
use crate::codec::PlacementCodec;

/// What a step came to.
pub(super) struct Stepped {
    /// Of the placement's stream.
    pub version: i64,
    /// What the rules said.
    pub findings: Vec<Finding>,
}

/// Takes one step of a placement of the asker's municipality. That it is the asker's comes first, so that no other
/// municipality learns a version.
pub(super) async fn step<T>(
    session: &mut Session,
    what: &Asked<T>,
    id: PlacementId,
    expected: Option<i64>,
    order: Order,
) -> Result<Stepped, Stop<Refusal>> {
    let Asked { asker, human, today, .. } = *what;
    let state: Placement = session.load::<PlacementCodec>(id.uuid(), None).await?.state;
    if state.case().is_some_and(|it| it.municipality == asker) {
        session.load::<PlacementCodec>(id.uuid(), expected).await?;
    }
    let command = Command::Ordered { asker, human, today, order };
    let decision = state.decide(command).map_err(refused)?;
    let version = session.record::<PlacementCodec>(id.uuid(), asker.as_str(), &decision.events);
    Ok(Stepped { version, findings: decision.findings })
}

/// For use cases that take no claim: the name of a refusal that would not be given is the safest answer.
pub(super) fn no_claim() -> Refusal {
    Refusal::Placement(placement::Refusal::NotFound)
}

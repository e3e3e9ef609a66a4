//! Which stream holds a placement, and how a step of it is taken.

use event_log::{LoadError, Session, Stop};
use kernel::{Aggregate, CitizenId, MunicipalityCode, PlacementId, Uuid, stream_id};
use law::Finding;
use placements_domain::{
    facts::Internship,
    internship_history::{self, InternshipHistory},
    placement::{self, Command, Order, Placement},
};

use super::{Asked, Refusal, refusal::refused};
use crate::codec::{InternshipHistoryCodec, PlacementCodec};

/// What a step came to.
pub(super) struct Stepped {
    /// Of the placement's stream.
    pub version: i64,
    /// What the rules said.
    pub findings: Vec<Finding>,
}

/// The other internships of a placement's citizen, wherever in the cell. Loaded, so whoever grants another one
/// meanwhile, in another municipality too, makes this decided again.
pub(super) async fn others(
    session: &mut Session,
    id: PlacementId,
) -> Result<Vec<Internship>, LoadError> {
    let state = session.load::<PlacementCodec>(id.uuid(), None).await?.state;
    let Some(case) = state.case() else { return Ok(Vec::new()) };
    let stream = history_id(case.terms.plan.citizen);
    let history = session.load::<InternshipHistoryCodec>(stream, None).await?.state;
    Ok(history.besides(id))
}

/// Takes one step of a placement of the asker's municipality. That it is the asker's comes first, so that no other
/// municipality learns a version. What the citizen's other internships must know is noted with it.
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
    if let Some(told) = state.consequence(&decision.events) {
        note(session, asker, told).await?;
    }
    Ok(Stepped { version, findings: decision.findings })
}

/// For use cases that take no claim: the name of a refusal that would not be given is the safest answer.
pub(super) fn no_claim() -> Refusal {
    Refusal::Placement(placement::Refusal::NotFound)
}

async fn note(
    session: &mut Session,
    asker: MunicipalityCode,
    told: internship_history::Command,
) -> Result<(), Stop<Refusal>> {
    let stream = history_id(told.citizen);
    let history = session.load::<InternshipHistoryCodec>(stream, None).await?.state;
    let decision = history.decide(told).map_err(refused)?;
    session.record::<InternshipHistoryCodec>(stream, asker.as_str(), &decision.events);
    Ok(())
}

fn history_id(citizen: CitizenId) -> Uuid {
    stream_id(citizen.uuid(), InternshipHistory::KIND)
}

//! Which stream holds what of an IGU, and what is recorded with it.

use event_log::{Claim, LoadError, Loaded, Session, Stop};
use kernel::{Aggregate, CitizenId, IguId, MunicipalityCode, Uuid, stream_id};
use placements_domain::{
    igu::{Consequence, Event, Igu, TheOne},
    igu_history::IguHistory,
};

use super::{Refusal, refusal::refused};
use crate::codec::{IguCodec, IguHistoryCodec};

/// The IGU, if the asker's municipality planned it; that first of all, so that no other learns a version.
pub(super) async fn held(
    session: &mut Session,
    id: IguId,
    asker: MunicipalityCode,
    expected: Option<i64>,
) -> Result<Igu, Stop<Refusal>> {
    let igu = session.load::<IguCodec>(id.uuid(), None).await?.state;
    igu.held_by(asker).map_err(refused)?;
    session.load::<IguCodec>(id.uuid(), expected).await?;
    Ok(igu)
}

/// What the citizen's IGUs have come to, wherever in the cell.
pub(super) async fn history(
    session: &mut Session,
    citizen: CitizenId,
) -> Result<Loaded<IguHistory>, LoadError> {
    session.load::<IguHistoryCodec>(history_id(citizen), None).await
}

/// Records events of an IGU, and with them what follows for the citizen's other ones; answers the IGU's version.
pub(super) async fn record(
    session: &mut Session,
    id: IguId,
    asker: MunicipalityCode,
    events: &[Event],
) -> Result<i64, Stop<Refusal>> {
    let before = session.load::<IguCodec>(id.uuid(), None).await?.state;
    let Consequence { note, the_one } = before.consequence(events);
    if let Some(note) = note {
        let (claim, stream) = (the_one_of(note.citizen), history_id(note.citizen));
        match the_one {
            TheOne::Taken => session.take(claim, id.uuid()),
            TheOne::GivenBack => session.release(claim),
            TheOne::Unchanged => {}
        }
        let history = history(session, note.citizen).await?.state;
        let decision = history.decide(note).map_err(refused)?;
        session.record::<IguHistoryCodec>(stream, asker.as_str(), &decision.events);
    }
    Ok(session.record::<IguCodec>(id.uuid(), asker.as_str(), events))
}

fn history_id(citizen: CitizenId) -> Uuid {
    stream_id(citizen.uuid(), IguHistory::KIND)
}

/// One concluded, running or completed IGU for a citizen in the cell.
fn the_one_of(citizen: CitizenId) -> Claim {
    Claim {
        scope: MunicipalityCode::SHARED.to_owned(),
        kind: "igu".to_owned(),
        key: citizen.uuid().as_bytes().to_vec(),
    }
}

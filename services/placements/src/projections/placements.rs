//! Read model `placements`: the coded facts of each internship, where it stands, what was answered and decided on, and
//! the signatures that stand. Nothing personal: that is opened in the vault.
//!
//! Read by `projections::read`. Follows the service's own log only. Many events change one row, so a slice is folded
//! over the rows it touches, in the order of the log, and those are written back at once.

mod fold;
mod row;
mod write;

use ::projections::{Projection, ProjectionError, Slice, Source};
use event_log::Envelope;
use kernel::Aggregate;
use placements_domain::placement::Placement;
use prost::Name;
use proto::{
    events::{Malformed, placements::Event},
    placements::events::v1 as pb,
};
use sqlx::PgConnection;

use row::Rows;

/// Its tables.
pub const TABLES: &str = include_str!("placements/schema.sql");

/// The projection.
pub struct PlacementsProjection;

impl Projection for PlacementsProjection {
    const NAME: &'static str = "placements";
    const VERSION: u32 = 1;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: crate::NAME }]
    }

    fn wants(&self) -> Vec<String> {
        vec![
            pb::PlacementDrafted::full_name(),
            pb::PlacementRevised::full_name(),
            pb::PlacementSigned::full_name(),
            pb::PlacementSubmitted::full_name(),
            pb::LegalFactsAsked::full_name(),
            pb::LegalFactsReceived::full_name(),
            pb::PlaceAsked::full_name(),
            pb::PlaceAnswerReceived::full_name(),
            pb::PlaceGivenBack::full_name(),
            pb::PlacementGranted::full_name(),
            pb::PlacementRejected::full_name(),
            pb::PlacementStarted::full_name(),
            pb::PlacementCompleted::full_name(),
            pb::PlacementInterrupted::full_name(),
            pb::PlacementCancelled::full_name(),
        ]
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        // An IGU is asked about and answered to by the same shapes, on streams of another kind.
        let ours: Vec<&Envelope> =
            slice.events.iter().filter(|it| it.kind == Placement::KIND).collect();
        let mut rows = Rows::load(tx, ours.iter().map(|it| it.stream_id)).await?;
        for envelope in ours {
            let malformed = || Malformed::content(&envelope.type_name);
            let event = Event::decode(&envelope.type_name, &envelope.payload)?;
            event.and_then(|it| rows.fold(envelope, &it)).ok_or_else(malformed)?;
        }
        write::rows(tx, &rows).await
    }
}

//! Read model `igus`: the coded facts of each IGU and what it was decided on, and the dated sectors of employers, which
//! say who can apply for a bonus. Nothing personal.
//!
//! Read by `projections::igus_read` and by the timer of registrations. The rows of an IGU follow the service's own log
//! only, those of sectors the log of `employers` only; they are joined when they are asked for, so any interleaving of
//! the two gives the same rows.

mod batch;
mod sectors;
mod write;

use ::projections::{Projection, ProjectionError, Slice, Source};
use proto::{
    employers::events::v1::EmployerSectorSet,
    placements::events::v1::{
        IguAgreementConcluded, IguAnnulled, IguCancelled, IguCompleted, IguPlanned, IguRegistered,
        IguRegistrationOverdue, IguStarted, IguStopped, LegalFactsAsked, LegalFactsReceived,
    },
};
use sqlx::PgConnection;

use batch::Batch;
use sectors::Sectors;

/// Its tables.
pub const TABLES: &str = include_str!("igus/schema.sql");

/// The projection.
pub struct IgusProjection;

impl Projection for IgusProjection {
    const NAME: &'static str = "igus";
    const VERSION: u32 = 1;

    fn sources(&self) -> Vec<Source> {
        vec![Source { service: crate::NAME }, Source { service: "employers" }]
    }

    fn wants(&self) -> Vec<String> {
        use prost::Name as _;
        vec![
            IguPlanned::full_name(),
            LegalFactsAsked::full_name(),
            LegalFactsReceived::full_name(),
            IguAgreementConcluded::full_name(),
            IguRegistered::full_name(),
            IguRegistrationOverdue::full_name(),
            IguStarted::full_name(),
            IguStopped::full_name(),
            IguCancelled::full_name(),
            IguAnnulled::full_name(),
            IguCompleted::full_name(),
            EmployerSectorSet::full_name(),
        ]
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        if slice.source.service == crate::NAME {
            write::batch(tx, &Batch::read(slice.events)?).await
        } else {
            Sectors::read(slice.events)?.write(tx).await
        }
    }
}

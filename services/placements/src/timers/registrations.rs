//! Finds the IGUs whose day for registering passed without, and says so: once for each, whatever number of processes
//! look, and however often one of them is killed.
//!
//! The rows are locked while their commands are given, so that two processes share the work instead of doing it twice.
//! That each is said once is not for the lock to see to: the command's id is derived from the IGU, and the IGU itself
//! says it once.

use std::time::Duration;

use ::projections::{ProjectionError, Timer};
use event_log::ExecuteError;
use kernel::{IguId, MunicipalityCode, RequestId, Uuid};
use sqlx::PgPool;

use crate::{
    application::{MarkIguOverdue, Placements},
    projections::igus_due,
};

/// Rows locked at once: few enough that the read model, which writes the same rows, waits no longer than a moment.
const AT_ONCE: i64 = 20;

/// The timer of registrations.
pub struct Registrations {
    placements: Placements,
}

impl Registrations {
    /// Gives its commands to these.
    #[must_use]
    pub fn new(placements: Placements) -> Self {
        Self { placements }
    }

    async fn say(&self, igu: Uuid, municipality: &str) -> Result<(), ProjectionError> {
        let Ok(municipality) = MunicipalityCode::parse(municipality) else {
            // A row of the read model has the municipality of a stored event.
            return Ok(());
        };
        let id = RequestId::new(Uuid::new_v5(&igu, b"igu_registration_overdue"));
        let rpc = "placements.mark_igu_overdue";
        let order = service_kit::timed(crate::NAME, municipality, id, rpc, &());
        let wanted = MarkIguOverdue { igu: IguId::new(igu) };
        match self.placements.mark_igu_overdue(&order, wanted).await {
            Ok(_) => Ok(()),
            Err(ExecuteError::Fault(fault)) => Err(fault.into()),
            Err(ExecuteError::Busy | ExecuteError::Conflict) => Err(ProjectionError::Busy),
            Err(
                ExecuteError::Refused(_)
                | ExecuteError::Stale { .. }
                | ExecuteError::RequestIdReused,
            ) => Err(ProjectionError::Other("a timer's command was refused")),
        }
    }
}

impl Timer for Registrations {
    const NAME: &'static str = "registrations";
    /// A day is what counts; a few seconds are for whoever waits for it.
    const EVERY: Duration = Duration::from_secs(5);

    async fn look(&self, pool: &PgPool) -> Result<(), ProjectionError> {
        let (mut after, mut said) = (Uuid::nil(), Ok(()));
        loop {
            let mut tx = igus_due::begin(pool).await?;
            let due = igus_due::lock(&mut tx, self.placements.today(), after, AT_ONCE).await?;
            for (igu, municipality) in &due {
                after = *igu;
                // The others do not wait for one that fails; it is found again.
                said = self.say(*igu, municipality).await.and(said);
            }
            tx.commit().await?;
            if due.is_empty() {
                return said;
            }
        }
    }
}

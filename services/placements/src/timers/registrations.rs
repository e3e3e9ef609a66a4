//! Finds the IGUs whose day for registering passed without, and says so: once for each, whatever number of processes
//! look, and however often one of them is killed.
//!
//! The rows are locked while their commands are given, so that two processes share the work instead of doing it twice.
//! That each is said once is not for the lock to see to: the command's id is derived from the IGU, and the IGU itself
//! says it once.

use std::time::Duration;

use ::projections::{Projection as _, ProjectionError, Timer};
use event_log::ExecuteError;
use kernel::{IguId, MunicipalityCode, RequestId, Uuid};
use sqlx::{PgConnection, PgPool};

use crate::{
    application::{MarkIguOverdue, Placements},
    projections::IgusProjection,
};

/// Rows locked at once: few enough that the read model, which writes the same rows, waits no longer than a moment.
const AT_ONCE: i64 = 20;

/// The timer of registrations.
pub struct Registrations {
    placements: Placements,
}

/// An IGU that has come due, of a municipality.
type Due = (Uuid, String);

impl Registrations {
    /// Gives its commands to these.
    #[must_use]
    pub fn new(placements: Placements) -> Self {
        Self { placements }
    }

    /// Those after this one, locked until the transaction ends. One that another process has locked is left to it.
    async fn due(&self, tx: &mut PgConnection, after: Uuid) -> Result<Vec<Due>, sqlx::Error> {
        sqlx::query_as(include_str!("registrations/due.sql"))
            .bind(self.placements.today().to_string())
            .bind(after)
            .bind(AT_ONCE)
            .fetch_all(tx)
            .await
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
        let tables = format!("{}_v{}", IgusProjection::NAME, IgusProjection::VERSION);
        let (mut after, mut said) = (Uuid::nil(), Ok(()));
        loop {
            let mut tx = pool.begin().await?;
            sqlx::query("SELECT set_config('search_path', $1, true)")
                .bind(&tables)
                .execute(&mut *tx)
                .await?;
            let due = self.due(&mut tx, after).await?;
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

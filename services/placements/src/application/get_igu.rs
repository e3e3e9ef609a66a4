//! Show one IGU with what it was decided on.

use event_log::Fault;
use kernel::{Caller, IguId};

use super::Placements;
use crate::projections::igus_read::{self, Case};

impl Placements {
    /// An IGU of the asker's municipality; `None` when it has no such one. Opens nothing personal.
    #[tracing::instrument(name = "placements.get_igu", skip_all, fields(igu.id = %igu))]
    pub async fn get_igu(&self, caller: &Caller, igu: IguId) -> Result<Option<Case>, Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let case = igus_read::case(&mut tx, igu.uuid()).await?;
        tx.commit().await?;
        Ok(case)
    }
}

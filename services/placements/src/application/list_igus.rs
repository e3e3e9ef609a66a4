//! List the municipality's IGUs by coded facts.

use event_log::Fault;
use kernel::Caller;

use super::Placements;
use crate::projections::igus_read::{self, Filter, Listed};

/// Which IGUs, and how many.
pub struct IguPage {
    /// Which.
    pub filter: Filter,
    /// After this place in the order of planning; 0 is the beginning.
    pub after: i64,
    /// At most so many.
    pub size: i64,
}

impl Placements {
    /// A page of IGUs and whether more follow. Opens nothing personal.
    #[tracing::instrument(name = "placements.list_igus", skip_all)]
    pub async fn list_igus(
        &self,
        caller: &Caller,
        page: &IguPage,
    ) -> Result<(Vec<Listed>, bool), Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        // One more than asked tells whether more follow.
        let mut found = igus_read::page(&mut tx, page.after, page.size + 1, page.filter).await?;
        tx.commit().await?;
        let more = i64::try_from(found.len()).is_ok_and(|it| it > page.size);
        if more {
            found.pop();
        }
        Ok((found, more))
    }
}

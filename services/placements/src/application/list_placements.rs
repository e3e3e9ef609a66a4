//! List the municipality's placements by coded facts.

use event_log::Fault;
use kernel::Caller;

use super::Placements;
use crate::projections::read::{self, Filter, Listed};

/// Which placements, and how many.
pub struct PlacementsPage {
    /// Which.
    pub filter: Filter,
    /// After this place in the order of drafting; 0 is the beginning.
    pub after: i64,
    /// At most so many.
    pub size: i64,
}

impl Placements {
    /// A page of placements and whether more follow. Opens nothing personal.
    #[tracing::instrument(name = "placements.list_placements", skip_all)]
    pub async fn list_placements(
        &self,
        caller: &Caller,
        page: &PlacementsPage,
    ) -> Result<(Vec<Listed>, bool), Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        // One more than asked tells whether more follow.
        let mut found = read::page(&mut tx, page.after, page.size + 1, page.filter).await?;
        tx.commit().await?;
        let more = i64::try_from(found.len()).is_ok_and(|it| it > page.size);
        if more {
            found.pop();
        }
        Ok((found, more))
    }
}

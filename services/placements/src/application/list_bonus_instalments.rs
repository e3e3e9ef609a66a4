//! List the bonus instalments that begun IGUs can give.

use event_log::Fault;
use kernel::{Caller, IguId};

use super::Placements;
use crate::projections::igus_read::{self, Begun};

/// Of which IGUs, and how many.
pub struct BonusPage {
    /// Only of this one.
    pub igu: Option<IguId>,
    /// After this place in the order of planning; 0 is the beginning.
    pub after: i64,
    /// At most so many.
    pub size: i64,
}

impl Placements {
    /// A page of IGUs that have begun, with what their bonus is reckoned from, and whether more follow.
    #[tracing::instrument(name = "placements.list_bonus_instalments", skip_all)]
    pub async fn list_bonus_instalments(
        &self,
        caller: &Caller,
        page: &BonusPage,
    ) -> Result<(Vec<Begun>, bool), Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let igu = page.igu.map(IguId::uuid);
        // One more than asked tells whether more follow.
        let mut found = igus_read::begun(&mut tx, page.after, page.size + 1, igu).await?;
        tx.commit().await?;
        let more = i64::try_from(found.len()).is_ok_and(|it| it > page.size);
        if more {
            found.pop();
        }
        Ok((found, more))
    }
}

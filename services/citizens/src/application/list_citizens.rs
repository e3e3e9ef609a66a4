//! List the municipality's citizens by coded facts.

use event_log::Fault;
use kernel::Caller;

use super::Citizens;
use crate::projections::read::{self, Listed};

/// Which citizens, and how many.
pub struct Page {
    /// Only those whose programme runs today.
    pub in_programme: bool,
    /// After this place in the order of registration; 0 is the beginning.
    pub after: i64,
    /// At most so many.
    pub size: i64,
}

impl Citizens {
    /// A page of citizens and whether more follow. Opens nothing personal.
    #[tracing::instrument(name = "citizens.list_citizens", skip_all)]
    pub async fn list_citizens(
        &self,
        caller: &Caller,
        page: &Page,
    ) -> Result<(Vec<Listed>, bool), Fault> {
        let running_on = page.in_programme.then(|| self.today());
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        // One more than asked tells whether more follow.
        let mut found = read::page(&mut tx, page.after, page.size + 1, running_on).await?;
        tx.commit().await?;
        let more = i64::try_from(found.len()).is_ok_and(|it| it > page.size);
        if more {
            found.pop();
        }
        Ok((found, more))
    }
}

//! List the companies by CVR number.

use event_log::Fault;
use kernel::Caller;
use proto::employers::v1::EmployerSummary;

use super::Employers;
use crate::projections::read;

/// Which companies, and how many.
pub struct Page {
    /// After this CVR number; empty is the beginning.
    pub after: String,
    /// At most so many.
    pub size: i64,
}

impl Employers {
    /// A page of companies and whether more follow.
    #[tracing::instrument(name = "employers.list_employers", skip_all)]
    pub async fn list_employers(
        &self,
        caller: &Caller,
        page: &Page,
    ) -> Result<(Vec<EmployerSummary>, bool), Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        // One more than asked tells whether more follow.
        let mut found = read::page(&mut tx, &page.after, page.size + 1).await?;
        tx.commit().await?;
        let more = i64::try_from(found.len()).is_ok_and(|it| it > page.size);
        if more {
            found.pop();
        }
        Ok((found, more))
    }
}

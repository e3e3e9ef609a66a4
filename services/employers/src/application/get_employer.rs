//! Show one company.

use event_log::Fault;
use kernel::{Caller, CvrNumber, EmployerId};

use super::Employers;
use crate::projections::read::{self, Company};

/// How the company is named.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// By our id.
    Id(EmployerId),
    /// By its number in the business register.
    Cvr(CvrNumber),
}

impl Employers {
    /// A company with its sectors and workplaces; `None` when nobody has registered it.
    #[tracing::instrument(name = "employers.get_employer", skip_all)]
    pub async fn get_employer(
        &self,
        caller: &Caller,
        which: Which,
    ) -> Result<Option<Company>, Fault> {
        let (id, cvr) = match which {
            Which::Id(id) => (Some(id.uuid()), None),
            Which::Cvr(cvr) => (None, Some(cvr)),
        };
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let company = read::company(&mut tx, id, cvr).await?;
        tx.commit().await?;
        Ok(company)
    }
}

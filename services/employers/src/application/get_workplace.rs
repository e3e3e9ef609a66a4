//! Show one workplace and its places on a day.

use employers_domain::rules::ratio_formula;
use event_log::Fault;
use kernel::{Caller, Date, PNumber};
use proto::{employers::v1::WorkplaceSummary, values_v1::PlaceProof};

use super::Employers;
use crate::projections::read;

/// A workplace on a day.
pub struct Places {
    /// The workplace.
    pub workplace: WorkplaceSummary,
    /// What its places are counted from on the day, and how many are allowed.
    pub places: PlaceProof,
}

impl Employers {
    /// A workplace with its places on a day; `None` when nobody has registered it.
    #[tracing::instrument(name = "employers.get_workplace", skip_all, fields(p_number = %p_number))]
    pub async fn get_workplace(
        &self,
        caller: &Caller,
        p_number: PNumber,
        day: Date,
    ) -> Result<Option<Places>, Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let Some(workplace) = read::workplace(&mut tx, p_number).await? else { return Ok(None) };
        let mut places = read::places(&mut tx, p_number, day).await?;
        tx.commit().await?;
        places.allowed = places.ordinary_employees.map(ratio_formula::allowed);
        Ok(Some(Places { workplace, places }))
    }
}

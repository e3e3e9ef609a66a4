//! Show one IGU with what it was decided on.

use event_log::{Fault, LookUp, Opened, Within};
use kernel::{Caller, IguId};
use prost::{Message, Name};
use proto::{
    placements::{
        events::v1::{IguCancelled, IguEnd, IguStopped},
        v1::IguState,
    },
    values_v1::Purpose,
};

use super::Placements;
use crate::projections::igus_read::{self, Case};

/// An IGU of the asker's municipality.
pub struct FoundIgu {
    /// The coded facts.
    pub case: Case,
    /// Why it ended.
    pub reason: SealedReason,
}

/// Why an IGU was stopped or cancelled.
pub enum SealedReason {
    /// Nothing was opened: it has none, or nobody said why it should be.
    Closed,
    /// It was opened.
    Known(IguEnd),
    /// It was there, and was erased.
    Erased,
}

impl Placements {
    /// An IGU of the asker's municipality; `None` when it has no such one. `why` is for what its reason is to be opened,
    /// as the caller stated it; the look-up row is written before this answers. Without it nothing personal is opened.
    #[tracing::instrument(name = "placements.get_igu", skip_all, fields(igu.id = %igu))]
    pub async fn get_igu(
        &self,
        caller: &Caller,
        igu: IguId,
        why: Option<&str>,
    ) -> Result<Option<FoundIgu>, Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let case = igus_read::case(&mut tx, igu.uuid()).await?;
        tx.commit().await?;
        let Some(case) = case else { return Ok(None) };
        let reason = match (case.summary.state(), why) {
            (IguState::Stopped | IguState::Cancelled, Some(why)) => {
                self.reason_of(caller, &case, igu, why).await?
            }
            _ => SealedReason::Closed,
        };
        Ok(Some(FoundIgu { case, reason }))
    }

    async fn reason_of(
        &self,
        caller: &Caller,
        case: &Case,
        igu: IguId,
        why: &str,
    ) -> Result<SealedReason, Fault> {
        let look_up = LookUp {
            reason: why.to_owned(),
            rpc: "placements.get_igu",
            subject: case.summary.citizen_id.parse().map_err(|_| Fault::Keys)?,
            parts: vec![Purpose::Placement],
            within: Some(Within {
                stream: igu.uuid(),
                types: vec![IguStopped::full_name(), IguCancelled::full_name()],
            }),
            search_terms: Vec::new(),
        };
        match self.log.vault().open(caller, look_up).await?.into_iter().next() {
            Some(Opened::Plain(bytes)) => {
                IguEnd::decode(bytes.as_slice()).map(SealedReason::Known).map_err(|_| Fault::Keys)
            }
            Some(Opened::Erased) => Ok(SealedReason::Erased),
            // Each of these events seals one.
            Some(Opened::Absent) | None => Err(Fault::Keys),
        }
    }
}

//! Show one placement with its texts.

use event_log::{Fault, LookUp, Opened, Within};
use kernel::{Caller, PlacementId, Uuid};
use prost::{Message, Name};
use proto::{
    placements::{
        events::v1::{
            PlacementCancelled, PlacementDrafted, PlacementEnd, PlacementInterrupted,
            PlacementRejected, PlacementRevised, PlacementTexts, RejectionReason,
        },
        v1::PlacementState,
    },
    values_v1::Purpose,
};

use super::Placements;
use crate::projections::read::{self, Case};

/// A placement of the asker's municipality.
pub struct FoundPlacement {
    /// The coded facts.
    pub case: Case,
    /// What is sealed.
    pub texts: SealedTexts,
}

/// What the vault opened.
pub enum SealedTexts {
    /// They are there.
    Known {
        /// Of the newest terms.
        texts: Box<PlacementTexts>,
        /// Of a rejected one.
        rejection: Option<RejectionReason>,
        /// Of one that was interrupted or cancelled.
        end: Option<PlacementEnd>,
    },
    /// They were there, and were erased.
    Erased,
}

/// Which placement is looked into, by whom and why.
struct Look<'a> {
    caller: &'a Caller,
    reason: &'a str,
    placement: PlacementId,
    citizen: Uuid,
}

impl Placements {
    /// Opens the texts of a placement of the asker's municipality; `None` when it has no such placement. `reason` is
    /// why, as the caller stated it; the look-up rows are written before this answers.
    #[tracing::instrument(name = "placements.get_placement", skip_all, fields(placement.id = %placement))]
    pub async fn get_placement(
        &self,
        caller: &Caller,
        placement: PlacementId,
        reason: &str,
    ) -> Result<Option<FoundPlacement>, Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let case = read::case(&mut tx, placement.uuid()).await?;
        tx.commit().await?;
        let Some(case) = case else { return Ok(None) };
        let citizen = case.summary.citizen_id.parse().map_err(|_| Fault::Keys)?;
        let look = Look { caller, reason, placement, citizen };
        let texts = self.sealed_texts(&look, case.summary.state()).await?;
        Ok(Some(FoundPlacement { case, texts }))
    }

    async fn sealed_texts(
        &self,
        look: &Look<'_>,
        state: PlacementState,
    ) -> Result<SealedTexts, Fault> {
        let drafts = [PlacementDrafted::full_name(), PlacementRevised::full_name()];
        let Some(texts) = self.open(look, &drafts).await? else { return Ok(SealedTexts::Erased) };
        let (mut rejection, mut end) = (None, None);
        match state {
            PlacementState::Rejected => {
                rejection = self.open(look, &[PlacementRejected::full_name()]).await?;
            }
            PlacementState::Interrupted | PlacementState::Cancelled => {
                let ends = [PlacementInterrupted::full_name(), PlacementCancelled::full_name()];
                end = self.open(look, &ends).await?;
            }
            PlacementState::Unspecified
            | PlacementState::Draft
            | PlacementState::Submitted
            | PlacementState::Granted
            | PlacementState::Running
            | PlacementState::Completed => {}
        }
        Ok(SealedTexts::Known { texts: Box::new(texts), rejection, end })
    }

    /// The newest part that was sealed beside one of these events; `None` when it was erased.
    async fn open<M: Message + Default>(
        &self,
        look: &Look<'_>,
        types: &[String],
    ) -> Result<Option<M>, Fault> {
        let look_up = LookUp {
            reason: look.reason.to_owned(),
            rpc: "placements.get_placement",
            subject: look.citizen,
            parts: vec![Purpose::Placement],
            within: Some(Within { stream: look.placement.uuid(), types: types.to_vec() }),
            search_terms: Vec::new(),
        };
        match self.log.vault().open(look.caller, look_up).await?.into_iter().next() {
            Some(Opened::Plain(bytes)) => {
                M::decode(bytes.as_slice()).map(Some).map_err(|_| Fault::Keys)
            }
            Some(Opened::Erased) => Ok(None),
            // Each of these events seals one.
            Some(Opened::Absent) | None => Err(Fault::Keys),
        }
    }
}

//! Show one citizen with name and number.

use event_log::{Fault, LookUp, Opened};
use kernel::{Caller, CitizenId};
use prost::Message;
use proto::{citizens::events::v1::CitizenIdentity, values_v1::Purpose};

use super::Citizens;
use crate::projections::read::{self, Case};

/// A citizen of the asker's municipality.
pub struct Found {
    /// The coded facts.
    pub case: Case,
    /// Who it is.
    pub identity: Identity,
}

/// What the vault opened.
pub enum Identity {
    /// It is there.
    Known(Box<CitizenIdentity>),
    /// It was there, and was erased.
    Erased,
}

impl Citizens {
    /// Opens the identity of a citizen of the asker's municipality; `None` when it has no such citizen. `reason` is
    /// why, as the caller stated it; the look-up row is written before this answers.
    #[tracing::instrument(name = "citizens.get_citizen", skip_all, fields(citizen.id = %citizen))]
    pub async fn get_citizen(
        &self,
        caller: &Caller,
        citizen: CitizenId,
        reason: String,
    ) -> Result<Option<Found>, Fault> {
        let mut tx = ::projections::scoped(&self.read, caller.municipality).await?;
        let case = read::case(&mut tx, citizen.uuid()).await?;
        tx.commit().await?;
        let Some(case) = case else { return Ok(None) };
        let look_up = LookUp {
            reason,
            rpc: "citizens.get_citizen",
            subject: citizen.uuid(),
            parts: vec![Purpose::Identity],
            within: None,
            search_terms: Vec::new(),
        };
        let opened = self.log.vault().open(caller, look_up).await?;
        Ok(Some(Found { case, identity: identity(opened)? }))
    }
}

pub(super) fn identity(opened: Vec<Opened>) -> Result<Identity, Fault> {
    match opened.into_iter().next() {
        Some(Opened::Plain(bytes)) => CitizenIdentity::decode(bytes.as_slice())
            .map(|it| Identity::Known(Box::new(it)))
            .map_err(|_| Fault::Keys),
        Some(Opened::Erased) => Ok(Identity::Erased),
        // Nobody is registered without an identity.
        Some(Opened::Absent) | None => Err(Fault::Keys),
    }
}

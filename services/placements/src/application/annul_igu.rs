//! Say that an IGU was registered by mistake.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, IguId};
use placements_domain::igu::{self, Command};
use proto::placements::v1::AnnulIguResponse;

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct AnnulIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
}

impl Placements {
    /// It never was; the citizen may have another.
    #[tracing::instrument(name = "placements.annul_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn annul_igu(&self, order: &Order, wanted: AnnulIgu) -> Outcome<AnnulIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<AnnulIgu> {
    type Answer = AnnulIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<AnnulIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order = igu::Order::Annul;
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(AnnulIguResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

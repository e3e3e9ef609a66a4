//! Give up an IGU that has not begun.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, IguId};
use placements_domain::igu::{self, Command, StopReason};
use proto::placements::v1::CancelIguResponse;

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct CancelIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
    /// Why; sealed.
    pub reason: StopReason,
}

impl Placements {
    /// It came to nothing; the citizen may have another.
    #[tracing::instrument(name = "placements.cancel_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn cancel_igu(&self, order: &Order, wanted: CancelIgu) -> Outcome<CancelIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<CancelIgu> {
    type Answer = CancelIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<CancelIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order = igu::Order::Cancel { reason: what.reason };
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(CancelIguResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

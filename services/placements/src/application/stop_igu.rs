//! Stop an IGU that was not completed.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, IguId};
use placements_domain::igu::{self, Command, StopReason};
use proto::placements::v1::StopIguResponse;

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct StopIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
    /// Included.
    pub last_day: Date,
    /// Why; sealed.
    pub reason: StopReason,
}

impl Placements {
    /// A running one ends without being completed; the citizen may have another.
    #[tracing::instrument(name = "placements.stop_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn stop_igu(&self, order: &Order, wanted: StopIgu) -> Outcome<StopIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StopIgu> {
    type Answer = StopIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StopIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order = igu::Order::Stop { last_day: what.last_day, reason: what.reason };
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(StopIguResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

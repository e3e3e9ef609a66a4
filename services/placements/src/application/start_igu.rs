//! Start an IGU on its first day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, IguId};
use placements_domain::igu::{self, Command};
use proto::placements::v1::StartIguResponse;

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct StartIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
}

impl Placements {
    /// A concluded one runs.
    #[tracing::instrument(name = "placements.start_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn start_igu(&self, order: &Order, wanted: StartIgu) -> Outcome<StartIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StartIgu> {
    type Answer = StartIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StartIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order = igu::Order::Start;
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(StartIguResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

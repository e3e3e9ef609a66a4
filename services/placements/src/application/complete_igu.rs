//! Complete an IGU.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, IguId};
use placements_domain::igu::{self, Command};
use proto::{placements::v1::CompleteIguResponse, values};

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct CompleteIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
    /// Included.
    pub last_day: Date,
}

impl Placements {
    /// A running one went to its end; the citizen never has another.
    #[tracing::instrument(name = "placements.complete_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn complete_igu(
        &self,
        order: &Order,
        wanted: CompleteIgu,
    ) -> Outcome<CompleteIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<CompleteIgu> {
    type Answer = CompleteIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<CompleteIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order = igu::Order::Complete { last_day: what.last_day };
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(CompleteIguResponse {
            version,
            findings: decision.findings.iter().map(values::explained).collect(),
        })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

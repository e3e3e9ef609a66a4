//! Record how many ordinary employees a workplace had on a day.

use employers_domain::{
    values::Headcount,
    workplace::{self, Command},
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, PNumber};
use proto::employers::v1::RecordHeadcountResponse;

use super::{Asked, Employers, Outcome, Refusal, refusal::refused, streams};

/// What is asked.
pub struct RecordHeadcount {
    /// Which workplace.
    pub p_number: PNumber,
    /// Version of the workplace's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub headcount: Headcount,
}

impl Employers {
    /// The workplace had so many ordinary employees on a day.
    #[tracing::instrument(name = "employers.record_headcount", skip_all, fields(p_number = %wanted.p_number))]
    pub async fn record_headcount(
        &self,
        order: &Order,
        wanted: RecordHeadcount,
    ) -> Outcome<RecordHeadcountResponse> {
        self.log.execute(order, &self.asked(wanted)).await
    }
}

impl Handle for Asked<RecordHeadcount> {
    type Answer = RecordHeadcountResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RecordHeadcountResponse, Stop<Refusal>> {
        let Self { what, today } = self;
        let loaded = streams::workplace(session, what.p_number, what.expected).await?;
        let command = Command::RecordHeadcount { headcount: what.headcount, today: *today };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_workplace(session, what.p_number, &decision.events);
        Ok(RecordHeadcountResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Workplace(workplace::Refusal::NotFound)
    }
}

//! Record how many supported places others hold at a workplace.

use employers_domain::{
    values::PlacesElsewhere,
    workplace::{self, Command},
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, PNumber};
use proto::employers::v1::RecordPlacesElsewhereResponse;

use super::{Asked, Employers, Outcome, Refusal, refusal::refused, streams};

/// What is asked.
pub struct RecordPlacesElsewhere {
    /// Which workplace.
    pub p_number: PNumber,
    /// Version of the workplace's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub elsewhere: PlacesElsewhere,
}

impl Employers {
    /// Others hold so many places at the workplace.
    #[tracing::instrument(name = "employers.record_places_elsewhere", skip_all, fields(p_number = %wanted.p_number))]
    pub async fn record_places_elsewhere(
        &self,
        order: &Order,
        wanted: RecordPlacesElsewhere,
    ) -> Outcome<RecordPlacesElsewhereResponse> {
        self.log.execute(order, &self.asked(wanted)).await
    }
}

impl Handle for Asked<RecordPlacesElsewhere> {
    type Answer = RecordPlacesElsewhereResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RecordPlacesElsewhereResponse, Stop<Refusal>> {
        let Self { what, today } = self;
        let loaded = streams::workplace(session, what.p_number, what.expected).await?;
        let command = Command::RecordPlacesElsewhere { elsewhere: what.elsewhere, today: *today };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_workplace(session, what.p_number, &decision.events);
        Ok(RecordPlacesElsewhereResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Workplace(workplace::Refusal::NotFound)
    }
}

//! Assess how ready the citizen is for work.

use citizens_domain::{
    programme::{self, Command},
    values::ReadinessCategory,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date, Personal};
use proto::citizens::v1::AssessReadinessResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};

/// What is asked.
pub struct AssessReadiness {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the programme's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub category: ReadinessCategory,
    /// First day of the category.
    pub first_day: Date,
    /// Why; sealed.
    pub reason: Personal<String>,
}

impl Citizens {
    /// The citizen is judged anew; the history is kept.
    #[tracing::instrument(name = "citizens.assess_readiness", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn assess_readiness(
        &self,
        order: &Order,
        wanted: AssessReadiness,
    ) -> Outcome<AssessReadinessResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<AssessReadiness> {
    type Answer = AssessReadinessResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<AssessReadinessResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        let citizen = streams::held(session, what.citizen, *asker).await?;
        let loaded = streams::programme(session, what.citizen, what.expected).await?;
        let order = programme::Order::Assess {
            category: what.category,
            first_day: what.first_day,
            reason: what.reason.clone(),
        };
        let command = Command { citizen, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_programme(session, what.citizen, *asker, &decision.events);
        Ok(AssessReadinessResponse { version, warnings: warnings::of(&decision.findings) })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        Refusal::Programme(programme::Refusal::AlreadyRunning)
    }
}

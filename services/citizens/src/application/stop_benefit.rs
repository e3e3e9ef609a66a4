//! Stop the running main benefit.

use citizens_domain::benefit_course::{self, Command};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date};
use proto::citizens::v1::StopBenefitResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};
use crate::codec::BenefitCourseCodec;

/// What is asked.
pub struct StopBenefit {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the benefit course's stream as last seen.
    pub expected: Option<i64>,
    /// Last day of the benefit, included.
    pub last_day: Date,
}

impl Citizens {
    /// The citizen gets the main benefit up to a day.
    #[tracing::instrument(name = "citizens.stop_benefit", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn stop_benefit(
        &self,
        order: &Order,
        wanted: StopBenefit,
    ) -> Outcome<StopBenefitResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StopBenefit> {
    type Answer = StopBenefitResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StopBenefitResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        let citizen = streams::held(session, what.citizen, *asker).await?;
        let loaded = streams::benefit_course(session, what.citizen, what.expected).await?;
        let order = benefit_course::Order::Stop { last_day: what.last_day };
        let command = Command { citizen, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let stream = streams::benefit_course_id(what.citizen);
        let version =
            session.record::<BenefitCourseCodec>(stream, asker.as_str(), &decision.events);
        Ok(StopBenefitResponse { version, warnings: warnings::of(&decision.findings) })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Benefit(benefit_course::Refusal::NotRunning)
    }
}

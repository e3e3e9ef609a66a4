//! Start a main benefit.

use citizens_domain::{
    benefit_course::{self, Command},
    values::BenefitKind,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date};
use proto::citizens::v1::StartBenefitResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};
use crate::codec::BenefitCourseCodec;

/// What is asked.
pub struct StartBenefit {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the benefit course's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub kind: BenefitKind,
    /// First day of the benefit.
    pub first_day: Date,
}

impl Citizens {
    /// The citizen gets a main benefit from a day.
    #[tracing::instrument(name = "citizens.start_benefit", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn start_benefit(
        &self,
        order: &Order,
        wanted: StartBenefit,
    ) -> Outcome<StartBenefitResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StartBenefit> {
    type Answer = StartBenefitResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StartBenefitResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        let citizen = streams::held(session, what.citizen, *asker).await?;
        let programme = streams::programme(session, what.citizen, None).await?.state;
        let loaded = streams::benefit_course(session, what.citizen, what.expected).await?;
        let order = benefit_course::Order::Start {
            kind: what.kind,
            first_day: what.first_day,
            programme: programme.kind_on(what.first_day),
        };
        let command = Command { citizen, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let stream = streams::benefit_course_id(what.citizen);
        let version =
            session.record::<BenefitCourseCodec>(stream, asker.as_str(), &decision.events);
        Ok(StartBenefitResponse { version, warnings: warnings::of(&decision.findings) })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Benefit(benefit_course::Refusal::Overlaps)
    }
}

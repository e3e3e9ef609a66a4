//! Record the day the municipality took over responsibility.

use citizens_domain::citizen::{self, Command};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date};
use proto::citizens::v1::TakeOverResponsibilityResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};
use crate::codec::CitizenCodec;

/// What is asked.
pub struct TakeOverResponsibility {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the citizen's stream as last seen.
    pub expected: Option<i64>,
    /// First day of the responsibility.
    pub first_day: Date,
}

impl Citizens {
    /// The asker's municipality is responsible from a day.
    #[tracing::instrument(name = "citizens.take_over_responsibility", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn take_over_responsibility(
        &self,
        order: &Order,
        wanted: TakeOverResponsibility,
    ) -> Outcome<TakeOverResponsibilityResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<TakeOverResponsibility> {
    type Answer = TakeOverResponsibilityResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<TakeOverResponsibilityResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        streams::held(session, what.citizen, *asker).await?;
        let loaded = streams::citizen(session, what.citizen, what.expected).await?;
        let command = Command::TakeOver { asker: *asker, first_day: what.first_day, today: *today };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let stream = what.citizen.uuid();
        let version = session.record::<CitizenCodec>(stream, asker.as_str(), &decision.events);
        let warnings = warnings::of(&decision.findings);
        Ok(TakeOverResponsibilityResponse { version, warnings })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim; the name of the one that would not be given is the safest answer.
        Refusal::Citizen(citizen::Refusal::NotFound)
    }
}

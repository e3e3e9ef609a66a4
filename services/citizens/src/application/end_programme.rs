//! End the running programme.

use citizens_domain::{
    programme::{self, Command},
    values::ProgrammeEndReason,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date};
use proto::citizens::v1::EndProgrammeResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};

/// What is asked.
pub struct EndProgramme {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the programme's stream as last seen.
    pub expected: Option<i64>,
    /// Last day of the programme, included.
    pub last_day: Date,
    /// See the request.
    pub reason: ProgrammeEndReason,
}

impl Citizens {
    /// The citizen's programme ends.
    #[tracing::instrument(name = "citizens.end_programme", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn end_programme(
        &self,
        order: &Order,
        wanted: EndProgramme,
    ) -> Outcome<EndProgrammeResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<EndProgramme> {
    type Answer = EndProgrammeResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<EndProgrammeResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        let citizen = streams::held(session, what.citizen, *asker).await?;
        let loaded = streams::programme(session, what.citizen, what.expected).await?;
        let order = programme::Order::End { last_day: what.last_day, reason: what.reason };
        let command = Command { citizen, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_programme(session, what.citizen, *asker, &decision.events);
        Ok(EndProgrammeResponse { version, warnings: warnings::of(&decision.findings) })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        Refusal::Programme(programme::Refusal::AlreadyRunning)
    }
}

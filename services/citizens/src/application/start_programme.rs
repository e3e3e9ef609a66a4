//! Start the programme.

use citizens_domain::{
    programme::{self, Command},
    values::ProgrammeKind,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, Date};
use proto::citizens::v1::StartProgrammeResponse;

use super::{Asked, Citizens, Outcome, Refusal, refusal::refused, streams, warnings};

/// What is asked.
pub struct StartProgramme {
    /// Whose case.
    pub citizen: CitizenId,
    /// Version of the programme's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub kind: ProgrammeKind,
    /// First day of the programme.
    pub first_day: Date,
}

impl Citizens {
    /// The citizen's programme begins.
    #[tracing::instrument(name = "citizens.start_programme", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn start_programme(
        &self,
        order: &Order,
        wanted: StartProgramme,
    ) -> Outcome<StartProgrammeResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<StartProgramme> {
    type Answer = StartProgrammeResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<StartProgrammeResponse, Stop<Refusal>> {
        let Self { what, asker, today } = self;
        let citizen = streams::held(session, what.citizen, *asker).await?;
        let loaded = streams::programme(session, what.citizen, what.expected).await?;
        let order = programme::Order::Start { kind: what.kind, first_day: what.first_day };
        let command = Command { citizen, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_programme(session, what.citizen, *asker, &decision.events);
        Ok(StartProgrammeResponse { version, warnings: warnings::of(&decision.findings) })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        Refusal::Programme(programme::Refusal::AlreadyRunning)
    }
}

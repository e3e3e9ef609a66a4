//! Set the sector of a company.

use employers_domain::{
    employer::{self, Command},
    values::{CompanyFactSource, Sector},
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, EmployerId};
use proto::employers::v1::SetSectorResponse;

use super::{Asked, Employers, Outcome, Refusal, refusal::refused, streams};

/// What is asked.
pub struct SetSector {
    /// Which company.
    pub employer: EmployerId,
    /// Version of the company's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub sector: Sector,
    /// First day of the sector.
    pub first_day: Date,
    /// Who says so.
    pub source: CompanyFactSource,
}

impl Employers {
    /// The company is public or private from a day.
    #[tracing::instrument(name = "employers.set_sector", skip_all, fields(employer.id = %wanted.employer))]
    pub async fn set_sector(&self, order: &Order, wanted: SetSector) -> Outcome<SetSectorResponse> {
        self.log.execute(order, &self.asked(wanted)).await
    }
}

impl Handle for Asked<SetSector> {
    type Answer = SetSectorResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<SetSectorResponse, Stop<Refusal>> {
        let Self { what, today } = self;
        let loaded = streams::employer(session, what.employer, what.expected).await?;
        let command = Command::SetSector {
            sector: what.sector,
            first_day: what.first_day,
            source: what.source,
            today: *today,
        };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_employer(session, what.employer, &decision.events);
        Ok(SetSectorResponse { version })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Employer(employer::Refusal::NotFound)
    }
}

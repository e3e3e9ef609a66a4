//! Register a workplace of a company.

use employers_domain::workplace::{self, Command};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, EmployerId, MunicipalityCode, PNumber};
use proto::employers::v1::RegisterWorkplaceResponse;

use super::{Employers, Outcome, Refusal, refusal::refused, streams};

/// What is asked.
pub struct RegisterWorkplace {
    /// Which company.
    pub employer: EmployerId,
    /// The workplace's number.
    pub p_number: PNumber,
    /// Where it lies.
    pub located_in: MunicipalityCode,
}

impl Employers {
    /// Registers a workplace, once in the cell and with one company.
    #[tracing::instrument(name = "employers.register_workplace", skip_all, fields(p_number = %wanted.p_number))]
    pub async fn register_workplace(
        &self,
        order: &Order,
        wanted: RegisterWorkplace,
    ) -> Outcome<RegisterWorkplaceResponse> {
        self.log.execute(order, &wanted).await
    }
}

impl Handle for RegisterWorkplace {
    type Answer = RegisterWorkplaceResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RegisterWorkplaceResponse, Stop<Refusal>> {
        let &Self { employer, p_number, located_in } = self;
        let company = streams::employer(session, employer, None).await?.state;
        let cvr = company.facts().map_err(refused)?.cvr;
        let loaded = streams::workplace(session, p_number, None).await?;
        let command = Command::Register { p_number, cvr, located_in };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = streams::record_workplace(session, p_number, &decision.events);
        let known_already = decision.events.is_empty();
        Ok(RegisterWorkplaceResponse { version, known_already })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // The id of the stream is derived from the number, so only a stream of another making could hold it.
        Refusal::Workplace(workplace::Refusal::OtherEmployer)
    }
}

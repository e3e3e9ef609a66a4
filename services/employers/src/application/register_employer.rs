//! Register a company.

use employers_domain::{
    employer::{self, Command},
    streams::employer_id,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CvrNumber};
use proto::employers::v1::RegisterEmployerResponse;

use super::{Employers, Outcome, Refusal, refusal::refused, streams};

struct Registration {
    cvr: CvrNumber,
}

impl Employers {
    /// Registers a company, once in the cell; one that is known is answered with its id.
    #[tracing::instrument(name = "employers.register_employer", skip_all, fields(cvr = %cvr))]
    pub async fn register_employer(
        &self,
        order: &Order,
        cvr: CvrNumber,
    ) -> Outcome<RegisterEmployerResponse> {
        self.log.execute(order, &Registration { cvr }).await
    }
}

impl Handle for Registration {
    type Answer = RegisterEmployerResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RegisterEmployerResponse, Stop<Refusal>> {
        let id = employer_id(self.cvr);
        let loaded = streams::employer(session, id, None).await?;
        let decision = loaded.state.decide(Command::Register { cvr: self.cvr }).map_err(refused)?;
        let version = streams::record_employer(session, id, &decision.events);
        Ok(RegisterEmployerResponse {
            employer_id: id.to_string(),
            version,
            known_already: decision.events.is_empty(),
        })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // The id of the stream is derived from the number, so only a stream of another making could hold it.
        Refusal::Employer(employer::Refusal::NotFound)
    }
}

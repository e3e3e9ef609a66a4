//! Record that the agreement of an IGU was registered.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, IguId};
use placements_domain::{
    igu::{self, Command},
    values::IguChannel,
};
use proto::{placements::v1::RegisterIguResponse, values};

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct RegisterIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
    /// See the request.
    pub channel: IguChannel,
    /// See the request.
    pub registered_on: Date,
}

impl Placements {
    /// The agreement was registered, in a channel, on a day; late or in the channel of another time warns.
    #[tracing::instrument(name = "placements.register_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn register_igu(
        &self,
        order: &Order,
        wanted: RegisterIgu,
    ) -> Outcome<RegisterIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<RegisterIgu> {
    type Answer = RegisterIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<RegisterIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let order =
            igu::Order::Register { channel: what.channel, registered_on: what.registered_on };
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(RegisterIguResponse {
            version,
            findings: decision.findings.iter().map(values::explained).collect(),
        })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

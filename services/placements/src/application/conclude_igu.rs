//! Conclude the agreement of an IGU, by the law of its first day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, IguId};
use placements_domain::igu::{self, Command, Event};
use proto::{placements::v1::ConcludeIguResponse, values};

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// What is asked.
pub struct ConcludeIgu {
    /// Which.
    pub igu: IguId,
    /// Version of the IGU's stream as last seen.
    pub expected: Option<i64>,
    /// The day the last of company and citizen signed.
    pub concluded_on: Date,
}

impl Placements {
    /// Company and citizen signed, and the law allows it.
    #[tracing::instrument(name = "placements.conclude_igu", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn conclude_igu(
        &self,
        order: &Order,
        wanted: ConcludeIgu,
    ) -> Outcome<ConcludeIguResponse> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<ConcludeIgu> {
    type Answer = ConcludeIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<ConcludeIguResponse, Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, what.expected).await?;
        let citizen = igu.held_by(*asker).map_err(refused)?.plan.citizen;
        // Loaded, so whoever concludes another one meanwhile, in another municipality too, makes this decided again.
        let history = igu_streams::history(session, citizen).await?.state;
        let (concluded_on, earlier) = (what.concluded_on, history.besides(what.igu));
        let order = igu::Order::Conclude { concluded_on, earlier };
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(ConcludeIguResponse {
            version,
            registration_due_on: decision.events.iter().find_map(due_on).map(values::date),
            findings: decision.findings.iter().map(values::explained).collect(),
        })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // The history that was loaded says more; this is only the net below it.
        Refusal::IguConcludedMeanwhile
    }
}

fn due_on(event: &Event) -> Option<Date> {
    if let Event::AgreementConcluded { registration_due_on, .. } = event {
        Some(*registration_due_on)
    } else {
        None
    }
}

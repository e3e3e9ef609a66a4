//! Say that the day for registering an IGU passed without. Nobody calls for it: a timer does.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, IguId};
use placements_domain::igu::{self, Command};

use super::{Asked, Outcome, Placements, Refusal, igu_streams, refusal::refused};

/// Which.
pub struct MarkIguOverdue {
    /// The IGU.
    pub igu: IguId,
}

impl Placements {
    /// What is not overdue, or was said to be, stays as it is.
    #[tracing::instrument(name = "placements.mark_igu_overdue", skip_all, fields(igu.id = %wanted.igu))]
    pub async fn mark_igu_overdue(&self, order: &Order, wanted: MarkIguOverdue) -> Outcome<()> {
        self.log.execute(order, &self.asked(order, wanted)).await
    }
}

impl Handle for Asked<MarkIguOverdue> {
    type Answer = ();
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        let Self { what, asker, today, .. } = self;
        let igu = igu_streams::held(session, what.igu, *asker, None).await?;
        let order = igu::Order::MarkOverdue;
        let command = Command { asker: *asker, today: *today, order };
        let decision = igu.decide(command).map_err(refused)?;
        igu_streams::record(session, what.igu, *asker, &decision.events).await?;
        Ok(())
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

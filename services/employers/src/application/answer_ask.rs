//! Answer an ask for a place: it is held, or it is refused, and either is an event.

use employers_domain::{
    quota_ledger::{Ask, Command},
    workplace,
};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::Aggregate;

use super::{Employers, Outcome, Refusal, streams};

struct Asking(Ask);

impl Employers {
    /// Answers an ask, once for each question.
    #[tracing::instrument(name = "employers.answer_ask", skip_all, fields(question.id = %ask.question))]
    pub async fn answer_ask(&self, order: &Order, ask: Ask) -> Outcome<()> {
        self.log.execute(order, &Asking(ask)).await
    }
}

impl Handle for Asking {
    type Answer = ();
    type Refusal = Refusal;

    /// The workplace is loaded with its places, so a headcount that is recorded meanwhile is seen, or makes this run
    /// again.
    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        let Self(ask) = self;
        let known = streams::workplace(session, ask.p_number, None).await?.state;
        let ledger = streams::quota_ledger(session, ask.p_number).await?.state;
        let command = Command::Ask { ask: *ask, workplace: known.facts().ok().cloned() };
        let decision = match ledger.decide(command) {
            Ok(decision) => decision,
            Err(never) => match never {},
        };
        streams::record_quota_ledger(session, ask.p_number, &decision.events);
        Ok(())
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Workplace(workplace::Refusal::NotFound)
    }
}

//! Release a place that was given back.

use employers_domain::{quota_ledger::Command, workplace};
use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, Date, PNumber, QuestionId};

use super::{Employers, Outcome, Refusal, streams};

/// What was given back.
#[derive(Clone, Copy, Debug)]
pub struct GivenBack {
    /// The question that the place answered.
    pub question: QuestionId,
    /// Where it is.
    pub p_number: PNumber,
    /// The last day it was used; `None`: it was not used at all.
    pub last_day: Option<Date>,
}

impl Employers {
    /// The place is free after its last day. One that is not held: nothing.
    #[tracing::instrument(name = "employers.release_place", skip_all, fields(question.id = %place.question))]
    pub async fn release_place(&self, order: &Order, place: GivenBack) -> Outcome<()> {
        self.log.execute(order, &place).await
    }
}

impl Handle for GivenBack {
    type Answer = ();
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        let &Self { question, p_number, last_day } = self;
        let ledger = streams::quota_ledger(session, p_number).await?.state;
        let decision = match ledger.decide(Command::GiveBack { question, p_number, last_day }) {
            Ok(decision) => decision,
            Err(never) => match never {},
        };
        streams::record_quota_ledger(session, p_number, &decision.events);
        Ok(())
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Workplace(workplace::Refusal::NotFound)
    }
}

//! Plan an IGU, and ask `citizens` for the legal facts of its first day.

use event_log::{Handle, Order, Session, Stop, Taken};
use kernel::{Aggregate, CitizenId, CvrNumber, Date, IguId, PNumber, QuestionId};
use placements_domain::{
    igu::{self, Command, Event, Plan},
    question::Subject,
};
use proto::{placements::v1::PlanIguResponse, values};

use super::{Asked, Outcome, Placements, Refusal, igu_streams, questions, refusal::refused};
use crate::codec::IguCodec;

/// What is asked.
pub struct PlanIgu {
    /// Whose case.
    pub citizen: CitizenId,
    /// The company.
    pub cvr: CvrNumber,
    /// Its workplace.
    pub p_number: PNumber,
    /// First day of the IGU.
    pub first_day: Date,
}

struct Planning {
    plan: Plan,
    question: QuestionId,
}

impl Placements {
    /// An IGU is planned; its facts are asked for.
    #[tracing::instrument(name = "placements.plan_igu", skip_all, fields(citizen.id = %wanted.citizen))]
    pub async fn plan_igu(&self, order: &Order, wanted: PlanIgu) -> Outcome<PlanIguResponse> {
        let PlanIgu { citizen, cvr, p_number, first_day } = wanted;
        let igu = IguId::new(self.ids.next());
        let planning = Planning {
            plan: Plan { igu, citizen, cvr, p_number, first_day },
            question: QuestionId::new(self.ids.next()),
        };
        self.log.execute(order, &self.asked(order, planning)).await
    }
}

impl Handle for Asked<Planning> {
    type Answer = PlanIguResponse;
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<PlanIguResponse, Stop<Refusal>> {
        let Self { what: Planning { plan, question }, asker, today, .. } = self;
        let loaded = session.load::<IguCodec>(plan.igu.uuid(), None).await?;
        let order = igu::Order::Plan { plan: *plan, question: *question };
        let command = Command { asker: *asker, today: *today, order };
        let decision = loaded.state.decide(command).map_err(refused)?;
        let version = igu_streams::record(session, plan.igu, *asker, &decision.events).await?;
        questions::open(session, *question, Subject::Igu(plan.igu), *asker).await?;
        Ok(PlanIguResponse {
            igu_id: plan.igu.to_string(),
            version,
            question_id: question.to_string(),
            last_day: decision.events.iter().find_map(last_day).map(values::date),
        })
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::Igu(igu::Refusal::NotFound)
    }
}

fn last_day(event: &Event) -> Option<Date> {
    if let Event::Planned { last_day, .. } = event { Some(*last_day) } else { None }
}

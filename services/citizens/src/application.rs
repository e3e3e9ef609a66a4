//! The use cases, one for each file. None looks at the state of an aggregate: it loads, asks, records.

mod answer_legal_question;
mod assess_readiness;
mod claims;
mod end_programme;
mod get_citizen;
mod list_citizens;
mod refusal;
mod register_citizen;
mod start_benefit;
mod start_programme;
mod stop_benefit;
mod streams;
mod take_over_responsibility;
mod warnings;

pub use answer_legal_question::AnswerLegalQuestion;
pub use assess_readiness::AssessReadiness;
pub use end_programme::EndProgramme;
pub use get_citizen::{Found, Identity};
pub use list_citizens::Page;
pub use refusal::Refusal;
pub use register_citizen::RegisterCitizen;
pub use start_benefit::StartBenefit;
pub use start_programme::StartProgramme;
pub use stop_benefit::StopBenefit;
pub use take_over_responsibility::TakeOverResponsibility;

use std::sync::Arc;

use event_log::{EventLog, ExecuteError, Executed};
use kernel::{Clock, Date, Ids, MunicipalityCode};
use sqlx::PgPool;

/// What a command comes to.
pub type Outcome<A> = Result<Executed<A>, ExecuteError<Refusal>>;

/// All use cases of the service. Cheap to clone.
#[derive(Clone)]
pub struct Citizens {
    log: EventLog,
    read: PgPool,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

impl Citizens {
    /// `read` is a pool of the role `read`.
    #[must_use]
    pub fn new(log: EventLog, read: PgPool, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self { log, read, clock, ids }
    }

    /// Today in Denmark.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    fn asked<T>(&self, order: &event_log::Order, what: T) -> Asked<T> {
        Asked { what, asker: order.caller.municipality, today: self.today() }
    }
}

/// What is asked, by which municipality, on which day: all that a use case may know of the moment.
struct Asked<T> {
    what: T,
    asker: MunicipalityCode,
    today: Date,
}

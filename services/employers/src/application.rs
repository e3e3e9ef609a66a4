//! The use cases, one for each file. None looks at the state of an aggregate: it loads, asks, records.

mod answer_ask;
mod claims;
mod get_employer;
mod get_workplace;
mod list_employers;
mod record_headcount;
mod record_places_elsewhere;
mod refusal;
mod register_employer;
mod register_workplace;
mod release_place;
mod set_sector;
mod streams;

pub use get_employer::Which;
pub use get_workplace::Places;
pub use list_employers::Page;
pub use record_headcount::RecordHeadcount;
pub use record_places_elsewhere::RecordPlacesElsewhere;
pub use refusal::Refusal;
pub use register_workplace::RegisterWorkplace;
pub use release_place::GivenBack;
pub use set_sector::SetSector;

use std::sync::Arc;

use event_log::{EventLog, ExecuteError, Executed};
use kernel::{Clock, Date};
use sqlx::PgPool;

/// What a command comes to.
pub type Outcome<A> = Result<Executed<A>, ExecuteError<Refusal>>;

/// All use cases of the service. Cheap to clone.
#[derive(Clone)]
pub struct Employers {
    log: EventLog,
    read: PgPool,
    clock: Arc<dyn Clock>,
}

impl Employers {
    /// `read` is a pool of the role `read`.
    #[must_use]
    pub fn new(log: EventLog, read: PgPool, clock: Arc<dyn Clock>) -> Self {
        Self { log, read, clock }
    }

    /// Today in Denmark.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    fn asked<T>(&self, what: T) -> Asked<T> {
        Asked { what, today: self.today() }
    }
}

/// What is asked, on which day: all that a use case may know of the moment. Who asks makes no difference: companies
/// are shared.
struct Asked<T> {
    what: T,
    today: Date,
}

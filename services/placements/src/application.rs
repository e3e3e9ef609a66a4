//! The use cases, one for each file. None looks at the state of an aggregate: it loads, asks, records.

mod annul_igu;
mod answer_igu;
mod cancel_igu;
mod cancel_placement;
mod complete_igu;
mod complete_placement;
mod conclude_igu;
mod draft_placement;
mod get_igu;
mod get_placement;
mod grant_placement;
mod igu_streams;
mod interrupt_placement;
mod list_bonus_instalments;
mod list_igus;
mod list_placements;
mod mark_igu_overdue;
mod placement_streams;
mod plan_igu;
mod questions;
mod receive_legal_facts;
mod receive_place_answer;
mod refusal;
mod register_igu;
mod reject_placement;
mod revise_placement;
mod sign_placement;
mod start_igu;
mod start_placement;
mod stop_igu;
mod submit_placement;

pub use annul_igu::AnnulIgu;
pub use cancel_igu::CancelIgu;
pub use cancel_placement::CancelPlacement;
pub use complete_igu::CompleteIgu;
pub use complete_placement::CompletePlacement;
pub use conclude_igu::ConcludeIgu;
pub use draft_placement::DraftPlacement;
pub use get_igu::{FoundIgu, SealedReason};
pub use get_placement::{FoundPlacement, SealedTexts};
pub use grant_placement::GrantPlacement;
pub use interrupt_placement::InterruptPlacement;
pub use list_bonus_instalments::BonusPage;
pub use list_igus::IguPage;
pub use list_placements::PlacementsPage;
pub use mark_igu_overdue::MarkIguOverdue;
pub use plan_igu::PlanIgu;
pub use receive_legal_facts::ReceiveLegalFacts;
pub use receive_place_answer::ReceivePlaceAnswer;
pub use refusal::Refusal;
pub use register_igu::RegisterIgu;
pub use reject_placement::RejectPlacement;
pub use revise_placement::RevisePlacement;
pub use sign_placement::SignPlacement;
pub use start_igu::StartIgu;
pub use start_placement::StartPlacement;
pub use stop_igu::StopIgu;
pub use submit_placement::SubmitPlacement;

use std::sync::Arc;

use event_log::{EventLog, ExecuteError, Executed};
use kernel::{Clock, Date, Ids, MunicipalityCode, Uuid};
use sqlx::PgPool;

/// What a command comes to.
pub type Outcome<A> = Result<Executed<A>, ExecuteError<Refusal>>;

/// All use cases of the service. Cheap to clone.
#[derive(Clone)]
pub struct Placements {
    log: EventLog,
    read: PgPool,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

impl Placements {
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
        let caller = &order.caller;
        Asked { what, asker: caller.municipality, human: caller.human, today: self.today() }
    }
}

/// What is asked, by which municipality and whom, on which day: all that a use case may know of the moment.
struct Asked<T> {
    what: T,
    asker: MunicipalityCode,
    /// `None` for a system that acts by itself.
    human: Option<Uuid>,
    today: Date,
}

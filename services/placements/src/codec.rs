//! How history is spelled: one file for each aggregate, the newest shape out, every shape ever stored in.
//!
//! This module alone knows both the domain and the wire. Conversions are named functions, found by their name.

mod igu;
mod igu_history;
mod internship_history;
mod legal_facts;
mod place_answers;
mod placement;
mod question;
pub mod words;

pub use igu::IguCodec;
pub use igu_history::IguHistoryCodec;
pub use internship_history::InternshipHistoryCodec;
pub use legal_facts::{read_answer, read_received};
pub use place_answers::read_answer as read_place_answer;
pub use placement::PlacementCodec;
pub use question::QuestionCodec;

use event_log::Subject;
use kernel::CitizenId;

/// Whose keys seal what is personal.
pub(crate) const SUBJECT: &str = "citizen";

fn subject(citizen: CitizenId) -> Subject {
    Subject { kind: SUBJECT, id: citizen.uuid() }
}

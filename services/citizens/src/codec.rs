//! How history is spelled: one file for each aggregate, the newest shape out, every shape ever stored in.
//!
//! This module alone knows both the domain and the wire. Conversions are named functions, found by their name.

mod benefit_course;
mod citizen;
mod legal_question;
mod programme;
pub mod words;

pub use benefit_course::BenefitCourseCodec;
pub use citizen::CitizenCodec;
pub use legal_question::LegalQuestionCodec;
pub use programme::ProgrammeCodec;

use event_log::Subject;
use kernel::CitizenId;

/// Whose keys seal what is personal.
pub(crate) const SUBJECT: &str = "citizen";

fn subject(citizen: CitizenId) -> Subject {
    Subject { kind: SUBJECT, id: citizen.uuid() }
}

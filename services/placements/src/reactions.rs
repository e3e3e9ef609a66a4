//! What the service does of itself when another service says something: one file for each reaction.

mod legal_answers;
mod place_answers;

pub use legal_answers::LegalAnswers;
pub use place_answers::PlaceAnswers;

use ::projections::ProjectionError;
use event_log::ExecuteError;

use crate::application::Outcome;

/// An answer that changes nothing is no refusal, so whatever else comes is to be tried again.
fn done(outcome: Outcome<()>) -> Result<(), ProjectionError> {
    match outcome {
        Ok(_) => Ok(()),
        Err(ExecuteError::Fault(fault)) => Err(fault.into()),
        Err(ExecuteError::Busy | ExecuteError::Conflict) => Err(ProjectionError::Busy),
        Err(ExecuteError::RequestIdReused) => {
            Err(ProjectionError::Other("an event came again with another content"))
        }
        Err(ExecuteError::Refused(_) | ExecuteError::Stale { .. }) => {
            Err(ProjectionError::Other("an answer was refused: it is recorded or passed over"))
        }
    }
}

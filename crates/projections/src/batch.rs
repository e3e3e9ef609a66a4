//! What was read from a source, as the steps that handle it.

use std::collections::HashSet;

use event_log::Envelope;

use crate::checkpoint::Checkpoint;

/// Events that are handled together, and the checkpoint after them.
#[derive(Debug)]
pub(crate) struct Step {
    /// Wanted ones only; none when only unwanted ones were passed over.
    pub events: Vec<Envelope>,
    /// Where the subscription stands afterwards.
    pub after: Checkpoint,
}

/// The source does not go on where the checkpoint stands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the event at {expected}, got the one at {got}")]
pub(crate) struct Gap {
    expected: i64,
    got: i64,
}

/// Cuts contiguous events into steps: one for all, or one for each wanted event. Contiguity is checked before
/// unwanted events are dropped; the checkpoint moves over those.
pub(crate) fn steps(
    events: Vec<Envelope>,
    from: &Checkpoint,
    wants: &HashSet<String>,
    one_by_one: bool,
) -> Result<Vec<Step>, Gap> {
    let mut steps = Vec::new();
    let mut at = from.clone();
    let mut wanted = Vec::new();
    for event in events {
        if event.position != at.position + 1 {
            return Err(Gap { expected: at.position + 1, got: event.position });
        }
        at.advance(&event);
        if wants.contains(&event.type_name) {
            wanted.push(event);
            if one_by_one {
                steps.push(Step { events: std::mem::take(&mut wanted), after: at.clone() });
            }
        }
    }
    let done = steps.last().map_or(from.position, |it| it.after.position);
    if at.position > done {
        steps.push(Step { events: wanted, after: at });
    }
    Ok(steps)
}

#[cfg(test)]
mod tests;

//! A reaction answers an event with a command of its own service.

use std::future::Future;

use event_log::Envelope;
use kernel::RequestId;

use crate::{ProjectionError, Source};

/// Handles each wanted event by issuing a command whose request id is derived from (event id, name): running
/// twice changes nothing. Its checkpoint moves after the command.
pub trait Reaction: Send + Sync + 'static {
    /// Its name; part of the derived request id, never renamed.
    const NAME: &'static str;

    /// Where its events come from.
    fn source(&self) -> Source;

    /// Full type names it reacts to.
    fn wants(&self) -> Vec<String>;

    /// Reacts to one event. A refusal by the domain is an answer to be recorded, not an error.
    fn react(
        &self,
        event: &Envelope,
        request_id: RequestId,
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send;
}

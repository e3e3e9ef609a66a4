//! Read your writes: a query waits until its read model has reached a token.

use std::time::Duration;

use event_log::Token;

/// Why a token was not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitError {
    /// Not in time.
    Deadline,
    /// The token is of another epoch of that log.
    EpochChanged,
    /// The read model does not follow that service: there is nothing to wait for.
    NotFollowed,
}

/// How far a projection or reaction has come, for each source. Cheap to clone.
#[derive(Clone)]
pub struct Progress {
    // the projections helper fills this in
}

impl Progress {
    /// Waits until the source's checkpoint has reached the token. Works over processes: what moves the
    /// checkpoint may run elsewhere.
    ///
    /// # Errors
    /// See `WaitError`.
    pub async fn reached(
        &self,
        service: &str,
        token: Token,
        within: Duration,
    ) -> Result<(), WaitError> {
        let _ = (service, token, within);
        unimplemented!()
    }
}

//! What `EventLog::execute` answers.

use std::sync::Arc;

use uuid::Uuid;

use crate::Claim;

/// A place in this service's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The epoch whose range holds the position.
    pub epoch: i64,
    /// 0 is before the first event.
    pub position: i64,
}

/// A command that was carried out, now or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executed<A> {
    /// The answer as it was first given.
    pub answer: A,
    /// Where the command's last event stands; the head as it was then, for a command that decided nothing.
    pub token: Token,
    /// Whether an earlier call with this request id did the work.
    pub replayed: bool,
}

/// Something failed that is not the caller's doing. Its text never holds SQL, paths or personal data.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Postgres did not answer as it should.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// A batch of commands, this one among them, could not be stored.
    #[error("the database failed to append")]
    Append(#[source] Arc<sqlx::Error>),
    /// A stored event cannot be read.
    #[error("the event at position {position} cannot be read")]
    Malformed {
        /// Where it stands.
        position: i64,
        /// Why not.
        #[source]
        source: proto::events::Malformed,
    },
    /// A stored answer cannot be read.
    #[error("a stored answer cannot be read")]
    StoredAnswer(#[source] prost::DecodeError),
    /// Keys are missing or do not fit.
    #[error("a key is missing or does not fit")]
    Keys,
    /// The root key cannot be had.
    #[error("the root key file does not hold 64 hex digits")]
    RootKeyFile,
    /// The root key is not the one this database's keys were wrapped with.
    #[error("the root key is not that of this database")]
    RootKey,
    /// Something was to be sealed for a person and purpose whose data was erased.
    #[error("the data was erased; nothing more can be sealed")]
    Erased,
    /// The log's tables are missing or older than this program.
    #[error("the database is not migrated")]
    NotMigrated,
    /// A use case recorded on a stream it had not loaded, or did another thing that is a mistake in the program.
    #[error("a use case is wrong: {0}")]
    UseCase(&'static str),
    /// The log is being closed.
    #[error("the log is closing")]
    Closing,
}

/// Why a command was not carried out.
#[derive(Debug)]
pub enum ExecuteError<R> {
    /// The domain said no, on the newest state.
    Refused(R),
    /// `expected_version` is not the stream's version.
    Stale {
        /// What the caller had seen.
        expected: i64,
        /// What it is.
        actual: i64,
    },
    /// Others kept changing the same streams; try again.
    Conflict,
    /// The request id was used before with another content.
    RequestIdReused,
    /// The queue is full; try again shortly.
    Busy,
    /// A fault.
    Fault(Fault),
}

/// A claim that someone else holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The claim that was asked for.
    pub claim: Claim,
    /// The municipality that holds it, `000` for what is shared.
    pub holder: String,
    /// The stream it belongs to.
    pub stream: Uuid,
}

//! The event log: one Postgres table with gapless positions in commit order, one door (`EventLog::execute`) to it,
//! claims, stored answers, sealed side rows, and the vault that opens them.
#![deny(missing_docs)]

mod answer;
mod codec;
mod envelope;
mod handle;
mod log;
mod order;
mod session;
mod vault;

pub use answer::{ExecuteError, Executed, Fault, Taken, Token};
pub use codec::{Codec, Encoded, SealedPart, Subject};
pub use envelope::{Envelope, Origin, Trigger};
pub use handle::{Handle, Stop};
pub use log::{DbRole, EventLog, Pools, RootKey, Settings, migrate, pool};
pub use order::Order;
pub use session::{Claim, LoadError, Loaded, Session};
pub use vault::{LookUp, Opened, Vault};

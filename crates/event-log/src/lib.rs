//! The event log: one Postgres table with gapless positions in commit order, one door (`EventLog::execute`) to it,
//! claims, stored answers, sealed side rows, and the vault that opens them.
#![deny(missing_docs)]

mod answer;
mod append;
mod batcher;
mod cache;
mod codec;
mod confirm;
mod digest;
mod encode;
mod envelope;
mod handle;
mod keys;
mod load;
mod log;
mod lost;
mod metrics;
mod order;
mod schema;
mod seal;
mod sealed;
mod session;
mod vault;

pub use answer::{ExecuteError, Executed, Fault, Taken, Token};
pub use codec::{Codec, Encoded, SealedPart, Subject};
pub use envelope::{Envelope, Origin, Trigger};
pub use handle::{Handle, Stop};
pub use keys::RootKey;
pub use log::{Divergence, EventLog, Pools, Settings, Verified};
pub use order::Order;
pub use schema::{DbRole, migrate, pool};
pub use session::{Claim, LoadError, Loaded, Session};
pub use vault::{LookUp, Opened, Vault, Within};

//! JetStream as transport: the relay (stream sequence = log position) and the reading of other services' streams.
//!
//! The log in Postgres is the record; a stream is a copy that may be lost at any moment and is then filled again with
//! the same messages at the same sequences. Whoever reads a stream keeps its own checkpoint.
#![deny(missing_docs)]

mod backoff;
mod connect;
mod foreign;
mod message;
mod relay;
mod streams;

pub use connect::{ConnectError, Login, Options};
pub use foreign::{Foreign, Seen};
pub use message::{Outgoing, Unreadable, headers, read};
pub use relay::Divergence;
pub use streams::Streams;

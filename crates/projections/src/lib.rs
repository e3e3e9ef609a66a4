//! Read models and reactions: subscriptions with a checkpoint for each source, leases with a fencing epoch,
//! tokens that queries wait for.
#![deny(missing_docs)]

mod projection;
mod reaction;
mod runner;
mod schema;
mod wait;

pub use projection::{Projection, ProjectionError, Slice, Source};
pub use reaction::Reaction;
pub use runner::{Runner, RunnerSettings};
pub use schema::{Schema, migrate};
pub use wait::{Progress, WaitError};

//! Read models and reactions: subscriptions with a checkpoint for each source, leases with a fencing epoch,
//! tokens that queries wait for; timers.
//!
//! A subscription is a loop (`subscription`): hold the lease (`lease`), take the next events (`feed`, `batch`),
//! handle them and move the checkpoint in one transaction (`step`). `wait` tells queries how far it has come, `behind`
//! tells operators how far it is behind.
#![deny(missing_docs)]

mod batch;
mod behind;
mod checkpoint;
mod feed;
mod handler;
mod lease;
mod meters;
mod projection;
mod reaction;
mod row_security;
mod runner;
mod schema;
mod scoped;
mod step;
mod subscription;
mod timer;
mod trouble;
mod wait;

pub use projection::{Projection, ProjectionError, Slice, Source};
pub use reaction::Reaction;
pub use row_security::row_security_problems;
pub use runner::{Runner, RunnerSettings};
pub use schema::{MigrateError, Schema, migrate};
pub use scoped::scoped;
pub use timer::Timer;
pub use wait::{Followed, Progress, WaitError, resolve};

//! What tests need: scenarios for aggregates, a manual clock and ids, a database and a subject prefix for each
//! test on real servers.

mod database;
mod scenario;
mod time;

pub use database::{Database, caller, nats, nats_prefix, tools};
pub use scenario::{Scenario, day};
pub use time::{ManualClock, RandomIds};

//! What tests need: scenarios for aggregates, a manual clock and ids, a database and a subject prefix for each
//! test on real servers.

mod caller;
mod database;
mod scenario;
mod shared;
mod time;

pub use caller::caller;
pub use database::Database;
pub use scenario::{Scenario, day};
pub use shared::{nats, nats_prefix, nats_url, tools};
pub use time::{ManualClock, RandomIds};

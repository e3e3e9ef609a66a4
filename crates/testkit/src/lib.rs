//! What tests need: scenarios for aggregates, a manual clock and ids, a database and a subject prefix for each
//! test on real servers, services that run in the test's own process.

mod caller;
mod cell;
mod database;
mod peer;
mod running;
mod scenario;
mod shared;
mod time;

pub use caller::caller;
pub use cell::Cell;
pub use database::Database;
pub use peer::{Peer, Said};
pub use running::Running;
pub use scenario::{Scenario, day};
pub use shared::{nats, nats_prefix, nats_url, tools};
pub use time::{ManualClock, RandomIds};

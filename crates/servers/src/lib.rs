//! Postgres and NATS without root: found, started with private folders and free ports on 127.0.0.1, stopped by
//! process id. Used by `xtask` and, for tests, by `testkit`.
//!
//! Every child has a watchdog: a shell that waits for the end of a pipe we hold. However this process dies, the
//! pipe ends, and the watchdog stops the child and removes its folder.
#![deny(missing_docs)]

mod nats;
mod place;
mod ports;
mod postgres;
mod process;
mod processes;
mod random;
mod reach;
mod tools;
mod user;

pub use nats::Nats;
pub use place::PrivateFolder;
pub use ports::Port;
pub use postgres::Postgres;
pub use process::{Process, Program, Stop};
pub use random::random_hex;
pub use tools::Tools;
pub use user::User;

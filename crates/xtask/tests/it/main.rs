//! Chores on real servers and with the real `buf`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod contracts;
mod statements;
mod system;
mod up;

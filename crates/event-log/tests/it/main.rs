//! The log on a real Postgres.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail like tests")]

mod answers;
mod append;
mod chaos;
mod child;
mod claims;
mod kinds;
mod lost;
mod parent;
mod raw;
mod red;
mod roles;
mod sealing;
mod tally;
mod traces;
mod verify;
mod warm;
mod wire;
mod work;

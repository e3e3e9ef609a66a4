//! A tiny real service as a child process, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod child;
mod client;
mod divergence;
mod drain;
mod errors;
mod inside;
mod logins;
mod programs;
mod readiness;
mod serving;
mod tiny;
mod world;

//! Subscriptions on real servers.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail like tests")]

mod child;
mod interleavings;
mod kills;
mod lag;
mod migrations;
mod poison;
mod reactions;
mod row_security;
mod stops;
mod support;
mod terminated;
mod tokens;
mod turns;
mod two_processes;

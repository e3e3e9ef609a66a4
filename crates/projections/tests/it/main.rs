//! Subscriptions on real servers.

mod child;
mod interleavings;
mod kills;
mod migrations;
mod poison;
mod reactions;
mod row_security;
mod stops;
mod support;
mod tokens;
mod two_processes;

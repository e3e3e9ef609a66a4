//! The service against real servers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod examples;
mod facts;
mod folding;
mod interleavings;
mod oracle;
mod persons;
mod population;
mod rows;
mod rpc;
mod running;
mod services;
mod support;

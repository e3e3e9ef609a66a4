//! The service against real servers.

mod citizens;
mod examples;
mod facts;
mod folding;
mod interleavings;
mod oracle;
mod population;
mod rows;
mod rpc;
mod running;
mod support;

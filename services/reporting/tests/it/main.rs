//! The service against real servers.

mod examples;
mod facts;
mod folding;
mod interleavings;
mod oracle;
mod population;
mod support;

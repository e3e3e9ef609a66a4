//! Integration tests of `employers`: real Postgres, real NATS, real gRPC.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod employers;
mod golden;
mod kills;
mod last_place;
mod list_employers;
mod nobody_named;
mod place_asks;
mod placements;
mod places;
mod requests;
mod rows;
mod support;
mod workplaces;

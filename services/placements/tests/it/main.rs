//! Integration tests of `placements`: real Postgres, real NATS, real gRPC.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod igu_lifecycle;
mod igu_support;
mod peers;

//! Integration tests of `placements`: real Postgres, real NATS, real gRPC.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod golden;
mod igu_golden;
mod igu_law;
mod igu_lifecycle;
mod igu_once;
mod igu_reads;
mod igu_requests;
mod igu_rows;
mod igu_sealed;
mod igu_support;
mod igu_timer;
mod placement_again;
mod placement_answers;
mod placement_deliveries;
mod placement_fields;
mod placement_hours;
mod placement_lifecycle;
mod placement_queries;
mod placement_requests;
mod placement_rows;
mod placement_sealed;
mod support;

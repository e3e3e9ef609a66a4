//! Integration tests of `citizens`: real Postgres, real NATS, real gRPC.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod benefits;
mod get_citizen;
mod golden;
mod legal_questions;
mod list_citizens;
mod programmes;
mod readiness;
mod registration;
mod requests;
mod rows;
mod support;
mod take_over;
mod tenancy;

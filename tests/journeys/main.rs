//! What a citizen's case lives through in the running system: both services as programs of their own, their own
//! databases, NATS, and nothing but gRPC to talk to them.
#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

mod canary;
mod case;
mod citizen_to_figure;
mod citizens_killed;
mod collector;
mod nats_lost;
mod one_trace;
mod open_doors;
mod system;

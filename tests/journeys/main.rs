//! What a case lives through in the running system: the four services as programs of their own, their own
//! databases, NATS, and nothing but gRPC to talk to them.
#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

mod answers_again;
mod answers_late;
mod canary;
mod case;
mod citizen_to_figure;
mod citizens_killed;
mod collector;
mod commands_cut;
mod internship_to_figure;
mod last_place;
mod nats_cut;
mod nats_lost;
mod one_trace;
mod open_doors;
mod recorded;
mod saga;
mod saga_cut;
mod saga_killed;
mod submitted_again;
mod system;
mod tenancy;

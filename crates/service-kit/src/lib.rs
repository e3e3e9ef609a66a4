//! The one main of every service: configuration, pools, telemetry, health, signals, drain; and what every gRPC
//! layer needs: field checks, statuses, tokens, page tokens.
//!
//! `run` does, in this order: read and check the configuration without side effects; telemetry; one log line with
//! the version; admin port, not ready; pools by role, schema check, NATS; log, relay, runner; `start`, which calls
//! `Context::serve`: bind, first readiness check, serving. The first signal drains, the second stops hard.
//!
//! Exit codes: 0 stopped clean, 1 `healthcheck` says not serving, 2 configuration, 3 cannot start (or cannot go
//! on), 4 stopped hard.
#![deny(missing_docs)]

mod admin;
mod command;
mod config;
mod context;
pub mod grpc;
mod healthcheck;
mod log_service;
mod migrate;
mod orders;
mod readiness;
mod run;
mod server;
mod signals;
mod system;
mod wiring;

pub use config::{Config, Problem as ConfigProblem, Problems as ConfigProblems};
pub use context::Context;
pub use orders::{reacting, timed};
pub use run::{exit, run, run_from, serve_with};
pub use system::{SystemClock, TimeOrderedIds};

//! Telemetry against a collector of its own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod collector;
mod export;

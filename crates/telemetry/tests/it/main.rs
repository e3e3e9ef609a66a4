//! Telemetry against a collector of its own.

mod collector;
mod export;

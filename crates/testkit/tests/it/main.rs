//! What every other test stands on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod alone;
mod database;

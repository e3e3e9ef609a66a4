//! A service `reporting` that follows its own log and that of `citizens`, on real servers.

pub mod commands;
pub mod measures;
pub mod tables;
pub mod tally;
pub mod world;

use std::time::Duration;

/// Longer than anything takes, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Waits until it is so.
pub async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "waited in vain: {what}");
}

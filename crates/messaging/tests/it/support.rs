//! What these tests share.

mod broker;
mod copy;
mod tally;

use std::{future::Future, time::Duration};

use event_log::EventLog;
use messaging::{Divergence, Streams};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

pub use broker::{Broker, Publisher, event};
pub use copy::{assert_copy, stored};
pub use tally::{clock, count};

/// A condition must come true within this; it never decides whether a test passes on a slow machine.
const BOUND: Duration = Duration::from_secs(90);

/// Waits for something that must happen.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let happened = tokio::time::timeout(BOUND, future).await.ok();
    happened.unwrap_or_else(|| panic!("it never happened: {what}"))
}

/// Waits until a condition holds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    within(what, async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

/// A relay in a task of its own. Dropped, it ends where it is, as in a process that dies.
pub struct Relaying {
    stop: CancellationToken,
    task: AbortOnDropHandle<Result<(), Divergence>>,
}

impl Relaying {
    pub fn start(streams: &Streams, log: &EventLog) -> Self {
        let stop = CancellationToken::new();
        let (streams, log, token) = (streams.clone(), log.clone(), stop.clone());
        let relay = async move { streams.relay(log, token).await };
        Self { stop, task: AbortOnDropHandle::new(tokio::spawn(relay)) }
    }

    /// What it stops with by itself.
    pub async fn ended(self) -> Result<(), Divergence> {
        within("the relay ends", self.task).await.expect("the relay does not panic")
    }

    /// Stops it as a service does; it must not have found anything wrong.
    pub async fn stop(self) {
        self.stop.cancel();
        assert_eq!(self.ended().await, Ok(()));
    }
}

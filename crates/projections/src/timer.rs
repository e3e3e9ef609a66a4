//! A timer looks again and again for what a time has come for, beside the subscriptions.

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::ProjectionError;

/// Finds in the read models what has come due, and gives the commands for it.
///
/// Any number of processes run it at once: rows are locked with `FOR UPDATE SKIP LOCKED` while a command is given for
/// them, and its request id is derived from what has come due, so that twice is once.
pub trait Timer: Send + Sync + 'static {
    /// Its name in logs.
    const NAME: &'static str;
    /// How long it rests between two looks.
    const EVERY: Duration;

    /// Looks once. `pool` is of the role `project`, which sees the rows of every municipality.
    fn look(&self, pool: &PgPool) -> impl Future<Output = Result<(), ProjectionError>> + Send;
}

/// Until the token; a look that has begun is finished.
pub(crate) async fn run<T: Timer>(timer: T, pool: PgPool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match AssertUnwindSafe(timer.look(&pool)).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(name = T::NAME, error = %telemetry::chain(&error), "a timer failed; it looks again");
            }
            Err(_) => tracing::error!(name = T::NAME, "a timer panicked; it looks again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(T::EVERY) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    /// Fails, then panics, then looks.
    struct Stubborn(Arc<AtomicU32>, CancellationToken);

    impl Timer for Stubborn {
        const NAME: &'static str = "stubborn";
        const EVERY: Duration = Duration::from_millis(1);

        async fn look(&self, _: &PgPool) -> Result<(), ProjectionError> {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Err(ProjectionError::Busy),
                1 => panic!("on purpose"),
                2 => Ok(()),
                _ => {
                    self.1.cancel();
                    Ok(())
                }
            }
        }
    }

    #[tokio::test]
    async fn a_timer_goes_on_after_a_fault_and_a_panic_and_ends_with_the_token() {
        let (looks, stop) = (Arc::new(AtomicU32::new(0)), CancellationToken::new());
        let pool = PgPool::connect_lazy("postgres://nowhere.invalid/none").unwrap();
        let timer = Stubborn(looks.clone(), stop.clone());
        tokio::time::timeout(Duration::from_mins(1), run(timer, pool, stop)).await.unwrap();
        assert_eq!(looks.load(Ordering::SeqCst), 4);
    }
}

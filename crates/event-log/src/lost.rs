//! Which database errors mean "the connection is gone, ask again", and asking again where that is safe.

use std::{future::Future, time::Duration};

use sqlx::Error;

/// Class 08 and the codes a server sends when it goes down, comes up or has no place left.
const LOST: [&str; 6] = ["57P01", "57P02", "57P03", "57P05", "25P03", "53300"];

/// Tries of a read before its caller hears of the fault; more than the connections of a small pool.
const READS: u32 = 8;

/// Whether nothing is known of what became of the statement, and a new connection may succeed.
pub(crate) fn is_lost(error: &Error) -> bool {
    match error {
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::WorkerCrashed
        | Error::BeginFailed => true,
        Error::Database(inner) => {
            inner.code().is_some_and(|it| it.starts_with("08") || LOST.contains(&it.as_ref()))
        }
        _ => false,
    }
}

/// Whether what came over the wire made no sense. A server that comes up or goes down may do that for a moment; what
/// does it again and again is no lost connection, but wrong.
pub(crate) fn is_garbled(error: &Error) -> bool {
    matches!(error, Error::Tls(_) | Error::Protocol(_))
}

/// Runs something that may be run twice again while connections are lost, a few times.
pub(crate) async fn again<T, F>(mut run: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    for attempt in 1..READS {
        match run().await {
            // A pool that timed out has tried for long enough.
            Err(error) if is_lost(&error) && !matches!(error, Error::PoolTimedOut) => {
                tracing::warn!(error = %telemetry::chain(&error), attempt, "a connection was lost");
                tokio::time::sleep(Duration::from_millis(10 << attempt.min(6))).await;
            }
            other => return other,
        }
    }
    run().await
}

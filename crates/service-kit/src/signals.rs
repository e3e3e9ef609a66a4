//! The first signal drains, the second stops hard.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::run::exit;

/// Listens from now on; the first signal cancels the token, the second ends the process.
///
/// # Errors
/// When the system lets us not listen.
pub(crate) fn listen() -> std::io::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let first = CancellationToken::new();
    let token = first.clone();
    tokio::spawn(async move {
        next(&mut terminate, &mut interrupt).await;
        tracing::info!("first signal: draining");
        token.cancel();
        next(&mut terminate, &mut interrupt).await;
        tracing::warn!("second signal: stopping hard");
        std::process::exit(exit::STOPPED_HARD.into());
    });
    Ok(first)
}

async fn next(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

//! Ctrl-C and SIGTERM, heard from the moment this is made: nothing that runs is left behind by an early one.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Both signals.
pub struct Interrupts {
    interrupt: Signal,
    terminate: Signal,
}

impl Interrupts {
    /// Listens from now on.
    ///
    /// # Errors
    /// When signals cannot be listened to.
    pub fn new() -> std::io::Result<Self> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for one of them.
    pub async fn heard(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Does the work, unless a signal comes before its end.
    ///
    /// # Errors
    /// What the work says, or that it was stopped.
    pub async fn unless<T>(
        &mut self,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        tokio::select! {
            done = work => done,
            () = self.heard() => anyhow::bail!("stopped before the end"),
        }
    }
}

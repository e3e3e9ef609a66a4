//! `cargo xtask up`: the system, running until Ctrl-C.

use tokio::signal::unix::{SignalKind, signal};

use crate::system::{Options, System};

/// How to run it.
#[derive(clap::Args)]
pub struct Args {}

/// Starts everything, says how to use it, stops clean.
///
/// # Errors
/// When something does not start or does not end well.
pub fn run(_: &Args) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut asked_to_stop = async || {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        };
        let options = Options::default();
        let system = tokio::select! {
            system = System::start(&options) => system?,
            () = asked_to_stop() => anyhow::bail!("stopped while it was starting"),
        };
        println!("\n{}\nrunning; Ctrl-C ends it", system.card());
        asked_to_stop().await;
        println!("\nstopping");
        system.stop().await?;
        println!("stopped");
        Ok(())
    })
}

//! `cargo xtask up`: the system, running until Ctrl-C or until a part of it ends.

use tokio::signal::unix::{SignalKind, signal};

use crate::system::{Ended, Options, System};

/// How to run it.
#[derive(clap::Args)]
pub struct Args {}

/// Starts everything, says how to use it, stops clean.
///
/// # Errors
/// When something does not start, ends by itself, or does not end well.
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
        let ended = tokio::select! {
            () = asked_to_stop() => None,
            ended = system.one_ends() => Some(ended?),
        };
        if let Some(ended) = &ended {
            println!("\n{ended}");
        }
        println!("\nstopping");
        let stopped = system.stop().await;
        if let Some(Ended { name, status, .. }) = ended {
            // What the others say of their end follows from it.
            anyhow::bail!("{name} ended ({status}), and everything else was ended");
        }
        stopped?;
        println!("stopped");
        Ok(())
    })
}

//! `cargo xtask up`: the system, running until Ctrl-C or until a part of it ends.

use tokio::signal::unix::{SignalKind, signal};

use crate::system::{Ended, Options, System};

#[cfg(test)]
mod tests;

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
            () = asked_to_stop() => Ok(None),
            ended = system.one_ends() => ended.map(Some),
        };
        if let Ok(Some(ended)) = &ended {
            println!("\n{ended}");
        }
        println!("\nstopping");
        let stopped = match &ended {
            Ok(Some(ended)) => system.stop_the_rest(ended).await,
            Ok(None) | Err(_) => system.stop().await,
        };
        outcome(ended, stopped)?;
        println!("stopped");
        Ok(())
    })
}

/// What ended it, unless somebody asked; and what then did not end well.
fn outcome(
    ended: anyhow::Result<Option<Ended>>,
    stopped: anyhow::Result<()>,
) -> anyhow::Result<()> {
    let why = match ended {
        Ok(None) => return stopped,
        Ok(Some(Ended { name, status, .. })) => {
            format!("{name} ended ({status}), and everything else was ended")
        }
        Err(error) => format!("{error:#}; everything was ended"),
    };
    match stopped {
        Ok(()) => anyhow::bail!(why),
        Err(error) => anyhow::bail!("{why}, not all of it well:\n{error:#}"),
    }
}

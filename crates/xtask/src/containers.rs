//! `cargo xtask containers`.

/// How to run it.
#[derive(clap::Args)]
pub struct Args {}

/// Brings the containers up, plays, breaks, takes down; says plainly when no Docker engine answers.
pub fn run(args: Args) -> anyhow::Result<()> {
    let _ = args;
    unimplemented!()
}

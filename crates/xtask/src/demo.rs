//! `cargo xtask demo`.

/// How to run it.
#[derive(clap::Args)]
pub struct Args {
    /// Leave the system running until Ctrl-C
    #[arg(long)]
    pub keep: bool,
}

/// Plays the scenario and prints the table; an error when a line does not agree.
pub fn run(args: Args) -> anyhow::Result<()> {
    let _ = args;
    unimplemented!()
}

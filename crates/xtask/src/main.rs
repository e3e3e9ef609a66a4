//! Every chore of the project: `cargo xtask --help`.

use clap::{Parser, Subcommand};

use xtask::{containers, demo};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every chore of Jobbro.")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Starts everything from nothing, plays the scenario through gRPC, prints the report
    Demo(demo::Args),
    /// Builds the images, brings them up by docker-compose, plays a small part of the scenario
    Containers(containers::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Demo(args) => demo::run(args),
        Chore::Containers(args) => containers::run(args),
    }
}

//! Every chore of the project: `cargo xtask --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use xtask::{containers, demo, page, release, test, tidy, up};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every chore of Jobbro")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Starts everything from nothing, plays the scenario through gRPC, prints the report
    Demo(demo::Args),
    /// Runs everything that CI runs
    Test(test::Args),
    /// Leaves the system running and says how to use it
    Up(up::Args),
    /// Writes again what is made from the contracts and committed
    Gen,
    /// Checks layers, paths in documents, contracts, errors
    Tidy,
    /// Builds the images, brings them up by docker-compose, plays a small part of the scenario
    Containers(containers::Args),
    /// Makes the contracts of now the ones that later contracts are compared with
    Release(release::Args),
}

fn main() -> ExitCode {
    let Err(error) = run(Cli::parse().chore) else { return ExitCode::SUCCESS };
    // No backtrace: what went wrong is said in words.
    eprintln!("\n{error}");
    for cause in error.chain().skip(1) {
        eprintln!("because: {cause}");
    }
    ExitCode::FAILURE
}

fn run(chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::Demo(args) => demo::run(args),
        Chore::Test(args) => test::run(&args),
        Chore::Up(args) => up::run(&args),
        Chore::Gen => page::write(&proto::descriptor_pool()),
        Chore::Tidy => tidy::run(),
        Chore::Containers(args) => containers::run(args),
        Chore::Release(args) => release::run(&args),
    }
}

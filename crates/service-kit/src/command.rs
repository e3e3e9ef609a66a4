//! The command line of every service.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// A service of Jobbro.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
Configuration: the file, then the environment (JOBBRO_GRPC__LISTEN is grpc.listen), then the files that
database.password_file, nats.password_file and nats.credentials_file name.

Exit codes: 0 stopped clean, 1 healthcheck: not serving, 2 configuration, 3 cannot start or go on, 4 stopped hard."
)]
pub(crate) struct Arguments {
    /// The configuration, a TOML file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do; `serve` when it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    /// Serves until the first signal, then drains.
    Serve,
    /// Makes or upgrades the tables, as the role that owns them.
    Migrate,
    /// Asks the service at the configured address whether it serves.
    Healthcheck,
    /// Looks at the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Checks it and prints the effective values without secrets.
    Check,
}

//! The whole program of a service.

use std::{ffi::OsString, path::Path, process::ExitCode, time::Duration};

use clap::Parser as _;
use projections::Schema;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::{
    Config, ConfigProblems, Context,
    command::{Arguments, Command, ConfigCommand},
    config::{self, Needs, Telemetry},
    healthcheck,
    migrate::migrate,
    signals, wiring,
};

/// How the process ends.
pub mod exit {
    /// Stopped clean, or did what was asked.
    pub const CLEAN: u8 = 0;
    /// `healthcheck`: the service does not serve.
    pub const NOT_SERVING: u8 = 1;
    /// The configuration or the command line is wrong.
    pub const CONFIGURATION: u8 = 2;
    /// Cannot start, or cannot go on.
    pub const CANNOT_START: u8 = 3;
    /// Stopped hard: by the second signal, or since the work did not end in time.
    pub const STOPPED_HARD: u8 = 4;
}

/// The work did not end in time.
#[derive(Debug, thiserror::Error)]
#[error("the work did not end in time")]
pub(crate) struct StoppedHard;

/// The whole program: `serve` (the default), `migrate`, `healthcheck`, `config check`.
pub fn run<F, R>(name: &'static str, schemas: &[Schema], start: F) -> ExitCode
where
    F: FnOnce(Context) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    ExitCode::from(run_from(std::env::args_os(), name, schemas, start))
}

/// The same with a command line of the caller's, its first word the program's name; answers the exit code.
pub fn run_from<F, R>(
    arguments: impl IntoIterator<Item = OsString>,
    name: &'static str,
    schemas: &[Schema],
    start: F,
) -> u8
where
    F: FnOnce(Context) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => {
            // Help and version are told this way too. When there is nobody to tell, the code says it.
            let _ = told.print();
            let wrong = told.use_stderr();
            return if wrong { exit::CONFIGURATION } else { exit::CLEAN };
        }
    };
    let file = arguments.config.as_deref();
    let code = match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(name, schemas, file, start),
        Command::Migrate => migrated(name, schemas, file),
        Command::Healthcheck => healthy(name, file),
        Command::Config(ConfigCommand::Check) => checked(name, file),
    };
    code.unwrap_or_else(|problems| {
        eprintln!("{problems}");
        exit::CONFIGURATION
    })
}

/// A service inside the caller's process, until `stop`. Telemetry and signals are the caller's.
///
/// # Errors
/// When it cannot start or serve.
pub async fn serve_with<F, R>(
    config: Config,
    name: &'static str,
    schemas: &[Schema],
    stop: CancellationToken,
    start: F,
) -> anyhow::Result<()>
where
    F: FnOnce(Context) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    match wiring::prepare(name, config, schemas, stop).await? {
        Some(context) => start(context).await,
        None => Ok(()),
    }
}

fn serve<F, R>(
    name: &'static str,
    schemas: &[Schema],
    file: Option<&Path>,
    start: F,
) -> Result<u8, ConfigProblems>
where
    F: FnOnce(Context) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let parts = config::load(name, Needs::Serve, file)?;
    let shown = parts.shown.join("; ");
    let config = Config::of(parts)?;
    let telemetry = config.telemetry.clone();
    Ok(in_runtime(name, &telemetry, &shown, async {
        let stop = signals::listen()?;
        serve_with(config, name, schemas, stop, start).await
    }))
}

fn migrated(
    name: &'static str,
    schemas: &[Schema],
    file: Option<&Path>,
) -> Result<u8, ConfigProblems> {
    let parts = config::load(name, Needs::Migrate, file)?;
    let (Some(database), Some(telemetry)) = (parts.database, parts.telemetry) else {
        return Err(ConfigProblems(Vec::new()));
    };
    let options = database.options(name);
    Ok(in_runtime(name, &telemetry, &parts.shown.join("; "), migrate(options, schemas)))
}

fn healthy(name: &'static str, file: Option<&Path>) -> Result<u8, ConfigProblems> {
    let parts = config::load(name, Needs::Healthcheck, file)?;
    let (Some(grpc), Some(run)) = (parts.grpc, parts.run) else {
        return Err(ConfigProblems(Vec::new()));
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let answer = match runtime {
        Ok(it) => it.block_on(healthcheck::ask(grpc.listen, run.addresses_file.as_deref())),
        Err(error) => Err(error.to_string()),
    };
    Ok(match answer {
        Ok(()) => exit::CLEAN,
        Err(why) => {
            eprintln!("not serving: {why}");
            exit::NOT_SERVING
        }
    })
}

fn checked(name: &'static str, file: Option<&Path>) -> Result<u8, ConfigProblems> {
    for line in config::load(name, Needs::Serve, file)?.shown {
        println!("{line}");
    }
    Ok(exit::CLEAN)
}

/// Runs with telemetry; what is left of it is sent before the runtime ends.
fn in_runtime(
    name: &'static str,
    telemetry: &Telemetry,
    shown: &str,
    work: impl Future<Output = anyhow::Result<()>>,
) -> u8 {
    let Ok(runtime) = Runtime::new() else {
        eprintln!("the runtime cannot be started");
        return exit::CANNOT_START;
    };
    let entered = runtime.enter();
    let version = env!("CARGO_PKG_VERSION");
    let settings = telemetry::Settings {
        service: name,
        version,
        log: telemetry.log.clone(),
        otlp_endpoint: telemetry.otlp_endpoint.clone(),
    };
    let guard = match telemetry::init(&settings) {
        Ok(guard) => guard,
        Err(error) => {
            eprintln!("telemetry: {}", telemetry::chain(&error));
            return exit::CANNOT_START;
        }
    };
    tracing::info!(service = name, version, configuration = shown, "starting");
    let code = code_of(runtime.block_on(work));
    tracing::info!(exit.code = code, "stopped");
    drop(guard);
    drop(entered);
    runtime.shutdown_timeout(Duration::from_secs(1));
    code
}

fn code_of(outcome: anyhow::Result<()>) -> u8 {
    match outcome {
        Ok(()) => exit::CLEAN,
        Err(error) => {
            tracing::error!(error = %telemetry::chain(error.as_ref()), "the service failed");
            if error.is::<StoppedHard>() { exit::STOPPED_HARD } else { exit::CANNOT_START }
        }
    }
}

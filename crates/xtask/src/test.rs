//! `cargo xtask test`: everything that CI runs, in order of speed, up to the first failure.

use std::time::{Duration, Instant};

use servers::{Nats, Postgres, Tools};

use crate::{
    containers,
    contracts::{Buf, is_released},
    statements,
    system::{Options, SERVICES, System},
    tidy, workspace,
};

/// Tests of one binary that run at once: each has a database of its own, and the machine may be small.
const THREADS: &str = "4";

/// How to run it.
#[derive(clap::Args)]
pub struct Args {
    /// Only the steps whose name begins so; may be given several times
    #[arg(long, value_name = "STEP")]
    pub only: Vec<String>,
}

enum Outcome {
    Passed,
    LeftOut(String),
}

type Step = (&'static str, fn(&Tools) -> anyhow::Result<Outcome>);

const STEPS: [Step; 9] = [
    ("formatting", |_| cargo(&["fmt", "--all", "--check"])),
    ("tidy", |_| tidy::run().map(passed)),
    ("contracts: style", |tools| Buf::of(tools)?.lint().map(passed)),
    ("contracts: promises kept", breaking),
    ("clippy", |_| {
        cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
    }),
    ("documentation", |_| documentation()),
    ("statements", |_| check_statements()),
    ("tests", tests),
    ("containers", |_| check_containers()),
];

/// Runs it.
///
/// # Errors
/// The first step that failed.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let wanted =
        |name: &str| args.only.is_empty() || args.only.iter().any(|it| name.starts_with(it));
    let names = STEPS.map(|(name, _)| name).join(", ");
    anyhow::ensure!(STEPS.iter().any(|(name, _)| wanted(name)), "the steps are: {names}");
    let tools = Tools::find(&workspace::root())?;
    tools.said.iter().for_each(|it| println!("{it}"));
    let began = Instant::now();
    let mut summary = Vec::new();
    for (name, step) in STEPS.into_iter().filter(|(name, _)| wanted(name)) {
        println!("\n== {name}");
        let started = Instant::now();
        let outcome = step(&tools);
        let seconds = seconds(started.elapsed());
        match outcome {
            Ok(Outcome::Passed) => summary.push(format!("{seconds}  passed    {name}")),
            Ok(Outcome::LeftOut(why)) => {
                println!("left out: {why}");
                summary.push(format!("{seconds}  LEFT OUT  {name}: {why}"));
            }
            Err(error) => {
                println!("\n{}", summary.join("\n"));
                println!("{seconds}  FAILED    {name}");
                return Err(error.context(format!("cargo xtask test stopped at: {name}")));
            }
        }
        println!("{seconds}  {name}");
    }
    println!("\n== summary\n{}", summary.join("\n"));
    println!("{}  all", seconds(began.elapsed()));
    Ok(())
}

fn seconds(took: Duration) -> String {
    format!("{:>7.1} s", took.as_secs_f64())
}

fn passed((): ()) -> Outcome {
    Outcome::Passed
}

fn cargo(arguments: &[&str]) -> anyhow::Result<Outcome> {
    workspace::run(workspace::cargo().args(arguments)).map(passed)
}

fn breaking(tools: &Tools) -> anyhow::Result<Outcome> {
    if !is_released() {
        return Ok(Outcome::LeftOut("nothing was released yet (cargo xtask release)".to_owned()));
    }
    Buf::of(tools)?.breaking().map(passed)
}

fn documentation() -> anyhow::Result<Outcome> {
    let mut command = workspace::cargo();
    command.args(["doc", "--no-deps", "--workspace", "--quiet"]);
    workspace::run(command.env("RUSTDOCFLAGS", "-D warnings")).map(passed)
}

fn check_statements() -> anyhow::Result<Outcome> {
    let statements = statements::of(&tidy::sources::tracked(&workspace::root())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let checked = runtime.block_on(async {
        let system = System::start(&Options { quiet: true }).await?;
        let databases: Vec<String> = SERVICES.iter().map(|it| system.database_url(it)).collect();
        let checked = statements::check(&statements, &databases).await;
        system.stop().await?;
        checked
    })?;
    println!("{} statements are understood by a migrated database", checked.good);
    checked.left_out.iter().for_each(|it| println!("made at run time, not looked at: {it}"));
    checked.bad.iter().for_each(|it| println!("{it}"));
    anyhow::ensure!(checked.bad.is_empty(), "{} statements are not", checked.bad.len());
    Ok(Outcome::Passed)
}

fn tests(tools: &Tools) -> anyhow::Result<Outcome> {
    let (postgres, nats) = (Postgres::start(tools)?, Nats::start(tools)?);
    let mut command = workspace::cargo();
    command.args(["test", "--workspace"]);
    command.env("JOBBRO_TEST_POSTGRES", postgres.url("postgres"));
    command.env("JOBBRO_TEST_NATS", nats.url());
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        command.env("RUST_TEST_THREADS", THREADS);
    }
    workspace::run(&mut command).map(passed)
}

fn check_containers() -> anyhow::Result<Outcome> {
    let skip = std::env::var_os("JOBBRO_SKIP_CONTAINERS").is_some_and(|it| !it.is_empty());
    let skip = skip.then(|| "JOBBRO_SKIP_CONTAINERS is set".to_owned());
    if let Some(why) = skip.or_else(containers::left_out) {
        return Ok(Outcome::LeftOut(why));
    }
    containers::run(containers::Args::default()).map(passed)
}

//! `cargo xtask demo`: everything from nothing, a scenario through gRPC, and the report beside what was expected.
//!
//! Nothing here looks at a read model to see whether it is ready: each answer says where it stands in the log, the
//! furthest place is shown with every question, and the report waits for it. Only a question that was not answered
//! within its deadline is asked again.

pub mod cell;
pub mod findings;
pub mod interrupts;
pub mod lines;
pub mod measures;
pub mod numbers;
pub mod people;
pub mod play;
pub mod positions;
pub mod scenario;
pub mod streams;
pub mod table;
pub mod tries;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow, ensure};

use crate::{
    system::{Options, System},
    workspace,
};

use cell::Cell;
use interrupts::Interrupts;
use measures::Measures;
use play::{How, Played};
use scenario::Scenario;
use streams::Streams;
use table::{Row, Table};

/// How to run it.
#[derive(clap::Args)]
pub struct Args {
    /// Leave the system running until Ctrl-C
    #[arg(long)]
    pub keep: bool,
    /// The data file to play; may be given several times, together they are one scenario
    #[arg(long, value_name = "FILE")]
    pub scenario: Vec<PathBuf>,
}

/// Plays the scenario and prints the table.
///
/// # Errors
/// When a line does not agree, something unlawful was accepted, or a service did not end well.
pub fn run(args: Args) -> anyhow::Result<()> {
    let files = if args.scenario.is_empty() { ours() } else { args.scenario };
    let scenario = Scenario::read(&files)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(from_nothing(&scenario, args.keep))
}

/// The data files that are played when none is named.
fn ours() -> Vec<PathBuf> {
    ["scenarios/first-line.toml", "scenarios/whole-path.toml"]
        .map(|it| workspace::root().join(it))
        .to_vec()
}

async fn from_nothing(scenario: &Scenario, keep: bool) -> anyhow::Result<()> {
    let began = Instant::now();
    let mut interrupts = Interrupts::new()?;
    let options = Options::default();
    let system = interrupts.unless(System::start(&options)).await?;
    println!("everything runs after {:.1} s", began.elapsed().as_secs_f64());
    let issuer = |municipality: &str, roles: &[kernel::Role]| system.token(municipality, roles);
    let database = |service: &str| system.database_url(service);
    let streams = Streams { database: &database };
    let cell = Cell::new(&|service| system.grpc(service), &issuer)?;

    let mut stopped = false;
    let result = tokio::select! {
        shown = show(&cell, scenario, streams) => shown,
        () = interrupts.heard() => {
            stopped = true;
            Err(anyhow!("stopped before the end"))
        }
    };
    if keep && !stopped {
        if let Err(error) = &result {
            println!("\n{error:#}");
        }
        println!("\n{}\nCtrl-C ends it", system.card());
        interrupts.heard().await;
    }
    drop(cell);
    let ended = system.stop().await.context("the services did not end well");
    if ended.is_ok() {
        println!("everything has stopped, {:.1} s in all", began.elapsed().as_secs_f64());
    }
    result.and(ended)
}

/// Plays a scenario in a running cell and prints what came of it.
///
/// # Errors
/// When a line does not agree, or something unlawful was accepted.
pub async fn show(
    cell: &Cell<'_>,
    scenario: &Scenario,
    streams: Streams<'_>,
) -> anyhow::Result<()> {
    let people = people::expand(scenario)?;
    let measures = Measures::of(scenario)?;
    println!("\n{}", scenario.title);
    println!(
        "{} people, {} companies, {} internships, {} IGUs, {} at once",
        people.len(),
        measures.companies.len(),
        measures.internships.len() + measures.in_order.len(),
        measures.igus.len(),
        scenario.callers
    );
    let how = in_tenths(scenario.callers);
    let mut played = play::play_whole(cell, scenario, &people, &measures, &how).await?;
    println!("{}", speed(&played));
    println!("{}", streams::told_live(streams, &played.live).await?);

    let rows = lines::ask(cell, scenario, &played.positions).await?;
    let all = [rows.as_slice(), &played.decisions].concat();
    println!("\n{}", Table(&all));
    if !played.told.is_empty() {
        println!("decided by the number of places");
        played.told.iter().for_each(|it| println!("  {it}"));
        println!();
    }

    println!("tried and refused");
    let streams = Some(streams);
    for told in tries::all(cell, scenario, &people, &measures, &mut played, streams).await? {
        println!("  {told}");
    }
    let after = lines::ask(cell, scenario, &played.positions).await?;
    ensure!(rows == after, "the report changed by what was refused\n{}", Table(&after));
    println!("\nafterwards every line is as before");
    verdict(&all)
}

/// Tells each tenth that is done.
#[must_use]
pub fn in_tenths(callers: usize) -> How<'static> {
    static TOLD: AtomicUsize = AtomicUsize::new(0);
    TOLD.store(0, Ordering::Relaxed);
    How {
        callers,
        patience: Duration::from_secs(20),
        progress: &|done, all| {
            let tenth = done * 10 / all.max(1);
            if TOLD.fetch_max(tenth, Ordering::Relaxed) < tenth {
                println!("  {:3} % told, {done} of {all} commands", tenth * 10);
            }
        },
        again: &|| {},
    }
}

/// How fast it went.
#[must_use]
pub fn speed(played: &Played) -> String {
    let seconds = played.took.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a count of commands, shown without decimals")]
    let rate = played.commands as f64 / seconds.max(0.001);
    format!(
        "{} commands in {seconds:.1} s: {rate:.0} commands per second; {} warnings, {} sent again; at {}",
        played.commands, played.warnings, played.repeats, played.positions
    )
}

/// Good when every line agrees.
///
/// # Errors
/// When one does not.
pub fn verdict(rows: &[Row]) -> anyhow::Result<()> {
    let wrong: Vec<_> = rows.iter().filter(|it| !it.agrees()).cloned().collect();
    let count = wrong.len();
    ensure!(count == 0, "{count} of {} lines do not agree\n{}", rows.len(), Table(&wrong));
    println!("all {} lines agree", rows.len());
    Ok(())
}

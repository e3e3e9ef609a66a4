//! `cargo xtask containers`: the images and `docker-compose.yml`, for real.
//!
//! Builds the images from source, brings everything up, plays people through the published ports, kills NATS and
//! the services while it runs, sees the report come right again, takes everything down. Where no image can be
//! pulled, stand-ins are made for the public ones.

mod command;
mod engine;
mod images;
mod inputs;
mod secrets;
mod stack;
mod stand_ins;
mod story;
mod system_packages;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, bail};
use kernel::Role;
use servers::{Port, PrivateFolder};

use crate::{
    demo::{cell::Cell, interrupts::Interrupts, scenario::Scenario},
    system::SERVICES,
    workspace,
};
use inputs::Inputs;
use secrets::Secrets;
use stack::Stack;

/// Where `docker-compose.yml` publishes them when nothing else is said.
const PORTS: [(&str, u16); 4] =
    [("citizens", 7010), ("employers", 7030), ("placements", 7040), ("reporting", 7020)];

/// How to run it.
#[derive(Clone, Copy, clap::Args, Default)]
pub struct Args {
    /// Only make keys, passwords and tokens for `docker compose up` by hand
    #[arg(long)]
    pub prepare: bool,
    /// Leave the containers running until Ctrl-C
    #[arg(long, conflicts_with = "prepare")]
    pub keep: bool,
}

/// Why it cannot be run on this machine; `None` when it can. For callers that leave it out then, and say so.
#[must_use]
pub fn left_out() -> Option<String> {
    engine::missing()
}

/// Brings the containers up, plays, breaks, takes down.
///
/// # Errors
/// When there is no Docker engine, an image cannot be had, or the system does not do what it must.
pub fn run(args: Args) -> anyhow::Result<()> {
    let root = workspace::root();
    if args.prepare {
        return prepare(&root);
    }
    if let Some(why) = left_out() {
        bail!("{why}");
    }
    let began = Instant::now();
    let logs = root.join(".run");
    fs::create_dir_all(&logs)?;
    let folder = PrivateFolder::new("containers", None)?;
    let result = inside(&root, folder.path(), &logs.join("containers.log"), args.keep);
    folder.remove()?;
    result?;
    println!("\nthe containers did what they must, {:.0} s", began.elapsed().as_secs_f64());
    Ok(())
}

fn inside(root: &Path, folder: &Path, log: &Path, keep: bool) -> anyhow::Result<()> {
    let scenario = Scenario::read(&[root.join("scenarios/containers.toml")])?;
    let began = Instant::now();
    println!("images (the builders' words go to {})", log.display());
    let _ = fs::remove_file(log);
    let mut environment = images::ensure(root, folder, log)?;
    println!("  all there after {:.0} s", began.elapsed().as_secs_f64());

    let secrets = Secrets::make(&folder.join("secrets"))?;
    environment.push(("JOBBRO_SECRETS".into(), secrets.folder().display().to_string()));
    // Held until the end, so that nobody else is given one of them.
    let mut ports = Vec::new();
    for service in SERVICES {
        let port = Port::free()?;
        let name = format!("JOBBRO_{}_PORT", service.to_uppercase());
        environment.push((name, port.number().to_string()));
        ports.push(port);
    }

    // From here on something is left behind if we just end.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut interrupts = runtime.block_on(async { Interrupts::new() })?;
    let stack = Stack::new(root, project(root), environment)?;
    let began = Instant::now();
    let guard = stack.up()?;
    println!("containers up and healthy after {:.0} s", began.elapsed().as_secs_f64());

    let address = |service: &str| {
        let port = SERVICES.iter().zip(&ports).find(|(name, _)| **name == service);
        port.map_or_else(String::new, |(_, it)| format!("http://127.0.0.1:{}", it.number()))
    };
    let issuer = |municipality: &str, roles: &[Role]| secrets.token(municipality, roles);
    let told = runtime.block_on(interrupts.unless(async {
        let cell = Cell::new(&address, &issuer)?;
        story::tell(&cell, &stack, &scenario).await
    }));
    told.with_context(|| format!("in the containers\n{}", stack.logs()))?;
    story::look_at(&stack)?;
    if keep {
        println!();
        for service in SERVICES {
            println!("{service:<10} {}", address(service));
        }
        print_tokens(&secrets);
        println!("Ctrl-C takes everything down");
        runtime.block_on(interrupts.heard());
    }
    story::stop(&stack)?;
    guard.down()
}

/// Keys and passwords where `docker-compose.yml` looks for them.
fn prepare(root: &Path) -> anyhow::Result<()> {
    let folder: PathBuf = root.join("deploy/secrets");
    let secrets = Secrets::make(&folder)?;
    println!(
        "keys and passwords are in {}; keep them, or the data cannot be read",
        folder.display()
    );
    print_tokens(&secrets);
    println!("now: docker compose up --build   (or docker-compose)");
    for (service, port) in PORTS {
        println!("{service} is then at http://127.0.0.1:{port}");
    }
    Ok(())
}

fn print_tokens(secrets: &Secrets) {
    println!("tokens of Lejre (350), good for a day:");
    for role in [
        Role::Caseworker,
        Role::Decider,
        Role::EmployerConsultant,
        Role::Migrator,
        Role::ReportReader,
        Role::CellReader,
    ] {
        println!("  {}\n    {}", role.as_str(), secrets.token("350", &[role]));
    }
}

/// One name for each checkout, so that two of them can run at once, and a next run finds what an earlier one left.
fn project(root: &Path) -> String {
    format!("jobbro-{}", &Inputs::default().and(root.to_string_lossy().as_bytes()).hash()[..8])
}

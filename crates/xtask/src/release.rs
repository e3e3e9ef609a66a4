//! `cargo xtask release`: the contracts of now become what later ones are compared with.

use std::{fs::OpenOptions, io::Write as _};

use servers::Tools;

use crate::{
    contracts::{Buf, RELEASED, is_released},
    workspace,
};

/// Where reasons are kept.
const BREAKS: &str = "docs/contract-breaks.md";

/// How to run it.
#[derive(clap::Args)]
pub struct Args {
    /// Release although it breaks what was promised; the reason is kept in docs/contract-breaks.md
    #[arg(long = "break", value_name = "REASON")]
    pub reason: Option<String>,
}

/// Moves the committed descriptor.
///
/// # Errors
/// When the contracts break the last release and no reason is given.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let buf = Buf::of(&Tools::find(&workspace::root())?)?;
    buf.lint()?;
    let reason = args.reason.as_deref().map(str::trim).filter(|it| !it.is_empty());
    anyhow::ensure!(args.reason.is_none() || reason.is_some(), "--break needs a reason");
    if is_released()
        && let Err(error) = buf.breaking()
    {
        let Some(reason) = reason else {
            let say = "others build on these contracts; if it must be: --break \"why\"";
            return Err(error.context(say));
        };
        keep(reason)?;
    }
    buf.release()?;
    println!("released: {RELEASED}; commit it");
    Ok(())
}

fn keep(reason: &str) -> anyhow::Result<()> {
    let path = workspace::root().join(BREAKS);
    let is_new = !path.exists();
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    if is_new {
        writeln!(file, "# Contracts that were broken, and why\n")?;
    }
    #[expect(clippy::disallowed_methods, reason = "the day of a release is today")]
    let day = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    Ok(writeln!(file, "- {day}: {reason}")?)
}

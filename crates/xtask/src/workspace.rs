//! Where we are, and how cargo is called from here.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;

/// The root folder of the workspace.
///
/// # Panics
/// Never: this crate lies two folders below it.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("this crate lies two folders below the root").to_owned()
}

/// A call of cargo, as a shell would make it: what the cargo around us added to the environment would make it
/// build some crates again.
#[must_use]
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let added = text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_");
        if added
            || ["CARGO", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "LD_LIBRARY_PATH"].contains(&&*text)
        {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a command with all it prints visible.
///
/// # Errors
/// When it cannot be run or fails.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| format!("cannot run {shown}"))?;
    anyhow::ensure!(status.success(), "failed ({status}): {}", in_words(command));
    Ok(())
}

/// Program and arguments, as one would type them.
#[must_use]
pub fn in_words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|it| it.to_string_lossy().into_owned()));
    words.join(" ")
}

/// What cargo says of the workspace, without foreign crates.
///
/// # Errors
/// When cargo does not say it.
pub fn metadata() -> anyhow::Result<serde_json::Value> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let output = command.output().context("cannot run cargo metadata")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "cargo metadata failed: {said}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The folder of built programs (of the profile `dev`).
///
/// # Errors
/// When cargo does not say it.
pub fn programs() -> anyhow::Result<PathBuf> {
    let metadata = metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo names its target folder")?;
    Ok(Path::new(target).join("debug"))
}

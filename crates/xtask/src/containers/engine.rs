//! The Docker engine of this machine, by its own command.

use std::process::Command;

use anyhow::bail;

use super::command::{output, succeeds};

/// `docker` with these words.
#[must_use]
pub fn docker(words: &[&str]) -> Command {
    let mut command = Command::new("docker");
    command.args(words);
    command
}

/// Why no containers can be run here; `None` when they can.
#[must_use]
pub fn missing() -> Option<String> {
    if let Err(error) = output(&mut docker(&["version", "--format", "{{.Server.Version}}"])) {
        let first = error.to_string().lines().nth(1).unwrap_or("no docker command").to_owned();
        return Some(format!("no Docker engine answers ({first})"));
    }
    compose().err().map(|error| error.to_string())
}

/// How Compose is called here: v2 is a word of `docker`, 1.29 a program of its own.
///
/// # Errors
/// When there is neither.
pub fn compose() -> anyhow::Result<&'static [&'static str]> {
    const VERSION_2: &[&str] = &["docker", "compose"];
    const VERSION_1: &[&str] = &["docker-compose"];
    if succeeds(&mut docker(&["compose", "version"])) {
        return Ok(VERSION_2);
    }
    if succeeds(Command::new("docker-compose").arg("version")) {
        return Ok(VERSION_1);
    }
    bail!("there is neither `docker compose` nor `docker-compose`")
}

/// Whether the engine holds an image of that name.
#[must_use]
pub fn has_image(name: &str) -> bool {
    succeeds(&mut docker(&["image", "inspect", name]))
}

/// Whether an image could be pulled.
#[must_use]
pub fn pull(name: &str) -> bool {
    succeeds(&mut docker(&["pull", "--quiet", name]))
}

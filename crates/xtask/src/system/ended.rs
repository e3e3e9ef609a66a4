//! A part of the system that ended though nobody asked it to: which, how, and what it wrote last.

use std::{
    fmt, fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::ExitStatus,
};

use anyhow::Context as _;
use rustix::process::{Pid, WaitId, WaitIdOptions, WaitIdStatus, waitid};

#[cfg(test)]
mod tests;

/// Enough to see why; the file is longer.
const LAST_LINES: usize = 15;

/// A server or a service, as it is watched.
#[derive(Debug)]
pub(super) struct Part {
    /// As it is told.
    pub(super) name: &'static str,
    /// `None` when it was ended on purpose.
    pub(super) pid: Option<i32>,
    /// What it writes into.
    pub(super) log: PathBuf,
}

/// A part that ended though nobody asked it to.
#[derive(Debug)]
pub struct Ended {
    /// `Postgres`, `NATS` or the name of a service.
    pub name: &'static str,
    /// How.
    pub status: ExitStatus,
    /// What it wrote last.
    pub last_lines: String,
}

impl Part {
    /// How it ended, if it did. It is only looked at: whoever started it still has to wait for it.
    pub(super) fn ended(&self) -> anyhow::Result<Option<Ended>> {
        let Some(pid) = self.pid.and_then(Pid::from_raw) else { return Ok(None) };
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let seen = waitid(WaitId::Pid(pid), look);
        let seen = seen.with_context(|| format!("cannot look at {}", self.name))?;
        Ok(seen.map(|it| Ended {
            name: self.name,
            status: status(&it),
            last_lines: last_lines(&self.log),
        }))
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, status, last_lines } = self;
        write!(f, "{name} ended ({status}); the last lines it wrote:\n{last_lines}")
    }
}

/// As the system packs it: a signal as it is, an exit code one byte further up.
fn status(seen: &WaitIdStatus) -> ExitStatus {
    let signal = seen.terminating_signal();
    ExitStatus::from_raw(signal.unwrap_or_else(|| seen.exit_status().unwrap_or_default() << 8))
}

fn last_lines(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().map(|it| format!("  {it}")).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

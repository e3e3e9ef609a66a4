//! A child that ends when we end.

use std::{
    ffi::OsString,
    fs::OpenOptions,
    io::Write,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use rustix::process::Signal;

use crate::{User, processes};

/// Waits for a word before it becomes the program: by then the watchdog knows its process id.
const START: &str = "read -r go && exec \"$@\" </dev/null";
const WATCHDOG: &str = include_str!("process/watchdog.sh");

/// What to run.
#[derive(Clone, Debug)]
pub struct Program {
    /// The executable file.
    pub file: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Added to our environment.
    pub environment: Vec<(OsString, OsString)>,
    /// Taken out of our environment.
    pub forgotten: Vec<OsString>,
    /// Where it works.
    pub folder: PathBuf,
    /// Standard output and error are added to this file.
    pub log: PathBuf,
    /// Who it runs as, when that is not us.
    pub user: Option<User>,
    /// What asks it to stop.
    pub stop: Stop,
    /// Removed with all it holds when the `Process` is dropped, or when we die.
    pub removes: Option<PathBuf>,
}

/// The signal that asks a program to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// SIGINT; Postgres takes it as "fast".
    Interrupt,
    /// SIGTERM.
    Terminate,
}

/// A program that runs, or ran. It is stopped when this value is dropped, and when this process dies however it
/// dies. In a process group of its own, so that Ctrl-C does not reach it before us.
#[derive(Debug)]
pub struct Process {
    program: Program,
    child: Option<Child>,
    watchdog: Child,
    watchdog_hears: Option<ChildStdin>,
}

impl Process {
    /// Starts it.
    ///
    /// # Errors
    /// When the system cannot run it.
    pub fn start(program: Program) -> anyhow::Result<Self> {
        let mut watchdog = watchdog(&program)?;
        let watchdog_hears = watchdog.stdin.take();
        let mut process = Self { program, child: None, watchdog, watchdog_hears };
        process.restart()?;
        Ok(process)
    }

    /// Starts it again after it ended.
    ///
    /// # Errors
    /// When it still runs, or the system cannot run it.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        anyhow::ensure!(self.ended()?.is_some() || self.child.is_none(), "it still runs");
        let mut child = command(&self.program)?
            .spawn()
            .with_context(|| format!("cannot start {}", self.program.file.display()))?;
        self.tell_watchdog(&child.id().to_string())?;
        let mut go = child.stdin.take().context("the standard input is a pipe")?;
        self.child = Some(child);
        go.write_all(b"go\n").context("the child did not wait for its word")
    }

    /// Its process id while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<i32> {
        self.child.as_ref().and_then(|it| i32::try_from(it.id()).ok())
    }

    /// How it ended, if it did.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        let Some(child) = self.child.as_mut() else { return Ok(None) };
        let status = child.try_wait()?;
        if status.is_some() {
            self.child = None;
            self.tell_watchdog("-")?;
        }
        Ok(status)
    }

    /// Asks it to stop and waits; after the patience it is killed and that is an error. `None` when it did not run.
    ///
    /// # Errors
    /// When it had to be killed.
    pub fn stop(&mut self, patience: Duration) -> anyhow::Result<Option<ExitStatus>> {
        let Some(pid) = self.pid() else { return Ok(None) };
        processes::signal(pid, self.program.stop.signal())?;
        let started = Instant::now();
        while started.elapsed() < patience {
            if let Some(status) = self.ended()? {
                return Ok(Some(status));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        self.kill()?;
        anyhow::bail!("{} did not stop within {patience:?}", self.program.file.display())
    }

    /// Ends it with SIGKILL.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
            self.tell_watchdog("-")?;
        }
        Ok(())
    }

    /// What it wrote, the end of it: for messages.
    #[must_use]
    pub fn last_words(&self) -> String {
        let text = std::fs::read(&self.program.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// The file that takes its standard output and error.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        &self.program.log
    }

    fn tell_watchdog(&mut self, line: &str) -> anyhow::Result<()> {
        let pipe = self.watchdog_hears.as_mut().context("the watchdog is told until the end")?;
        writeln!(pipe, "{line}").context("the watchdog does not listen")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nobody is left to hear of a fault; the watchdog tries again.
        let _ = self.stop(Duration::from_secs(30));
        drop(self.watchdog_hears.take());
        let _ = self.watchdog.wait();
    }
}

impl Stop {
    fn signal(self) -> Signal {
        match self {
            Self::Interrupt => Signal::INT,
            Self::Terminate => Signal::TERM,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "INT",
            Self::Terminate => "TERM",
        }
    }
}

fn command(program: &Program) -> anyhow::Result<Command> {
    let log = OpenOptions::new().create(true).append(true).open(&program.log);
    let log = log.with_context(|| format!("cannot open {}", program.log.display()))?;
    let mut command = Command::new("/bin/sh");
    command.args(["-c", START, "sh"]).arg(&program.file).args(&program.arguments);
    command.current_dir(&program.folder).process_group(0);
    for name in &program.forgotten {
        command.env_remove(name);
    }
    command.envs(program.environment.iter().cloned());
    command.stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log);
    User::take(program.user, &mut command);
    Ok(command)
}

fn watchdog(program: &Program) -> anyhow::Result<Child> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", WATCHDOG, "jobbro-watchdog"]).arg(&program.file);
    command.arg(program.stop.name());
    command.arg(program.removes.as_deref().unwrap_or_else(|| Path::new("")));
    command.current_dir("/").process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().context("cannot start /bin/sh")
}

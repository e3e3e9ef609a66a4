//! A Postgres server of our own.

use std::{
    ffi::OsString,
    fs,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::Context as _;
use rustix::process::Signal;

use crate::{
    Port, PrivateFolder, Process, Program, Tools, User, process::Stop, processes, random_hex, reach,
};

/// How it runs: only on loopback, no socket file, fsync on, and pages of the log as they are (a test looks for
/// personal data in them).
const SETTINGS: [&str; 6] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "fsync=on",
    "wal_compression=off",
    "log_line_prefix=%m [%p] ",
];

/// A Postgres server of our own. Stopped when dropped, and when this process dies however it dies.
pub struct Postgres {
    process: Process,
    port: Port,
    password: String,
    data: PathBuf,
}

impl Postgres {
    /// Makes a cluster in a new private folder and starts it on a free port, fsync on.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn start(tools: &Tools) -> anyhow::Result<Self> {
        let user = User::for_postgres();
        let bin = reach::programs_for(user, &tools.postgres_bin)?;
        let port = Port::free()?;
        let folder = PrivateFolder::new("pg", user)?;
        let password = random_hex(16);
        let data = folder.path().join("data");
        if let Err(error) = make_cluster(&bin, folder.path(), &data, &password, user) {
            folder.remove()?;
            return Err(error);
        }
        let process = Process::start(program(&bin, folder.path(), &data, &port, user))?;
        let mut server = Self { process, port, password, data };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// URL of the superuser for a database, as `postgres://postgres:…@127.0.0.1:5/name`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/{database}", self.password, self.port.number())
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// Its data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.data
    }

    /// The file it logs to.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        self.process.log_file()
    }

    /// The id of its first process while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<i32> {
        self.process.pid()
    }

    /// Ends it with SIGKILL, all of its processes.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        let Some(pid) = self.process.pid() else { return Ok(()) };
        // Stopped, it starts no more children while we look.
        processes::signal(pid, Signal::STOP)?;
        let children = processes::children(pid);
        self.process.kill()?;
        for child in &children {
            processes::signal(*child, Signal::KILL)?;
        }
        let gone = || Ok(!processes::any_runs(&children));
        processes::wait_until("all processes of Postgres are gone", processes::PATIENCE, gone)
    }

    /// Stops it as an operator would ("fast": sessions are ended, the rest is written).
    ///
    /// # Errors
    /// When it had to be killed.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        self.process.stop(processes::PATIENCE).map(|_| ())
    }

    /// Starts it again on the same port and folder, after `kill` or `stop`.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        // Left by a killed one; its process id may belong to another process by now.
        let _ = fs::remove_file(self.data.join("postmaster.pid"));
        self.process.restart()?;
        self.wait_until_ready()
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let state = self.data.join("postmaster.pid");
        let process = &mut self.process;
        processes::wait_until("Postgres is ready", processes::PATIENCE, || {
            if let Some(status) = process.ended()? {
                anyhow::bail!("Postgres ended ({status}):\n{}", process.last_words());
            }
            // The eighth line is its state.
            let text = fs::read_to_string(&state).unwrap_or_default();
            Ok(text.lines().nth(7).is_some_and(|it| it.trim() == "ready"))
        })
        .with_context(|| format!("its log ends:\n{}", self.process.last_words()))
    }
}

fn make_cluster(
    bin: &Path,
    folder: &Path,
    data: &Path,
    password: &str,
    user: Option<User>,
) -> anyhow::Result<()> {
    let secret = folder.join("password");
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(&secret)?;
    std::io::Write::write_all(&mut file, password.as_bytes())?;
    User::give(user, &secret)?;
    let mut command = Command::new(bin.join("initdb"));
    command.arg("-D").arg(data).arg("--pwfile").arg(&secret).current_dir(folder);
    command.args(["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]);
    // A cluster that a power cut spoils is made again; what it holds later is synced (fsync=on).
    command.arg("--no-sync").stdin(Stdio::null()).envs(environment());
    for name in of_others() {
        command.env_remove(name);
    }
    User::take(user, &mut command);
    let output = command.output().context("cannot run initdb")?;
    fs::remove_file(&secret)?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "initdb failed ({}):\n{said}", output.status);
    Ok(())
}

fn program(bin: &Path, folder: &Path, data: &Path, port: &Port, user: Option<User>) -> Program {
    let mut arguments = vec!["-D".into(), data.into()];
    arguments.extend(["-p".into(), port.number().to_string().into()]);
    for setting in SETTINGS {
        arguments.extend(["-c".into(), setting.into()]);
    }
    Program {
        file: bin.join("postgres"),
        arguments,
        environment: environment(),
        forgotten: of_others(),
        folder: folder.to_owned(),
        log: folder.join("postgres.log"),
        user,
        stop: Stop::Interrupt,
        removes: Some(folder.to_owned()),
    }
}

/// Whatever the caller's shell says of other servers and languages, ours behaves the same.
fn environment() -> Vec<(OsString, OsString)> {
    vec![("LC_ALL".into(), "C".into()), ("TZ".into(), "UTC".into())]
}

fn of_others() -> Vec<OsString> {
    let names = std::env::vars_os().map(|(name, _)| name);
    names.filter(|it| it.to_string_lossy().starts_with("PG")).collect()
}

//! A NATS server of our own.

use std::{
    fs,
    io::Read,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context as _;

use crate::{Port, PrivateFolder, Process, Program, Tools, process::Stop, processes};

/// A NATS server of our own, with JetStream. Stopped when dropped, and when this process dies however it dies.
pub struct Nats {
    process: Process,
    port: Port,
    store: PathBuf,
}

impl Nats {
    /// Starts it in a new private folder on a free port.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn start(tools: &Tools) -> anyhow::Result<Self> {
        let port = Port::free()?;
        let folder = PrivateFolder::new("nats", None)?;
        let store = folder.path().join("store");
        let arguments =
            ["--addr", "127.0.0.1", "--port", &port.number().to_string(), "--jetstream"];
        let mut arguments: Vec<_> = arguments.into_iter().map(Into::into).collect();
        arguments.extend(["--store_dir".into(), store.clone().into()]);
        let process = Process::start(Program {
            file: tools.nats_server.clone(),
            arguments,
            environment: Vec::new(),
            forgotten: Vec::new(),
            folder: folder.path().to_owned(),
            log: folder.path().join("nats.log"),
            user: None,
            stop: Stop::Interrupt,
            removes: Some(folder.path().to_owned()),
        })?;
        let mut server = Self { process, port, store };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// As `nats://127.0.0.1:5`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port.number())
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// Its store folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.store
    }

    /// The file it logs to.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        self.process.log_file()
    }

    /// Its process id while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<i32> {
        self.process.pid()
    }

    /// Ends it with SIGKILL.
    ///
    /// # Errors
    /// When it could not be ended.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.process.kill()
    }

    /// Stops it as an operator would.
    ///
    /// # Errors
    /// When it had to be killed.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        self.process.stop(processes::PATIENCE).map(|_| ())
    }

    /// Deletes its store folder; only after `kill`.
    ///
    /// # Errors
    /// When it runs, or could not be deleted.
    pub fn wipe(&mut self) -> anyhow::Result<()> {
        anyhow::ensure!(self.process.pid().is_none(), "NATS runs; kill it before you wipe it");
        fs::remove_dir_all(&self.store)
            .with_context(|| format!("cannot delete {}", self.store.display()))
    }

    /// Starts it again on the same port and folder.
    ///
    /// # Errors
    /// What went wrong, with the server's log.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        self.process.restart()?;
        self.wait_until_ready()
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let port = self.port.number();
        let process = &mut self.process;
        processes::wait_until("NATS is ready", processes::PATIENCE, || {
            if let Some(status) = process.ended()? {
                anyhow::bail!("NATS ended ({status}):\n{}", process.last_words());
            }
            Ok(greets(port))
        })
        .with_context(|| format!("its log ends:\n{}", self.process.last_words()))
    }
}

/// A NATS server speaks first: `INFO {…}`, and says there whether JetStream is on.
fn greets(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let mut greeting = [0; 2048];
    let heard = stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .and_then(|()| stream.read(&mut greeting))
        .unwrap_or_default();
    let greeting = String::from_utf8_lossy(&greeting[..heard]);
    greeting.starts_with("INFO ") && greeting.contains("\"jetstream\":true")
}

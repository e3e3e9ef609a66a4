//! One service as a child of ours: its files, its migration, its process.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use servers::{Port, PrivateFolder, Process, Program, Stop, random_hex};

use super::{
    databases::{Login, Logins},
    ended::Part,
    issuer::Issuer,
};
use crate::workspace;

/// Generous: the machine may be busy.
const TO_START: Duration = Duration::from_mins(3);

/// What all services share.
pub(super) struct Around<'a> {
    pub(super) postgres: u16,
    pub(super) nats: String,
    pub(super) issuer: &'a Issuer,
}

/// A service that runs, or was killed.
pub(super) struct Service {
    name: &'static str,
    process: Process,
    addresses: PathBuf,
    grpc: Port,
    admin: Port,
}

impl Service {
    /// Migrates its database, then starts it; does not wait until it serves.
    pub(super) fn start(
        name: &'static str,
        logins: &Logins,
        around: &Around<'_>,
    ) -> anyhow::Result<Self> {
        let folder = PrivateFolder::new(name, None)?.path().to_owned();
        let (grpc, admin) = (Port::free()?, Port::free()?);
        let settings = Settings { folder: &folder, logins, around, grpc: &grpc, admin: &admin };
        let file = workspace::programs()?.join(name);
        let started = settings.write().and_then(|files| {
            migrate(&file, &files.migrate)?;
            Process::start(program(&file, &files.serve, &folder))
        });
        let process = started.inspect_err(|_| drop(fs::remove_dir_all(&folder)))?;
        let addresses = folder.join(ADDRESSES);
        Ok(Self { name, process, addresses, grpc, admin })
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn grpc(&self) -> String {
        format!("http://127.0.0.1:{}", self.grpc.number())
    }

    pub(super) fn admin(&self) -> String {
        format!("http://127.0.0.1:{}", self.admin.number())
    }

    pub(super) fn part(&self) -> Part {
        let log = self.process.log_file().to_owned();
        Part { name: self.name, pid: self.process.pid(), log }
    }

    pub(super) fn last_words(&self) -> String {
        self.process.last_words()
    }

    /// It says so itself, by its file of addresses.
    pub(super) async fn wait_until_it_serves(&mut self) -> anyhow::Result<()> {
        let started = Instant::now();
        while !self.addresses.exists() {
            if let Some(status) = self.process.ended()? {
                anyhow::bail!("{} ended ({status}):\n{}", self.name, self.last_words());
            }
            let late = started.elapsed() > TO_START;
            anyhow::ensure!(!late, "{} does not serve:\n{}", self.name, self.last_words());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    pub(super) fn kill(&mut self) -> anyhow::Result<()> {
        self.process.kill()
    }

    pub(super) async fn restart(&mut self) -> anyhow::Result<()> {
        // Left by the one that was killed.
        let _ = fs::remove_file(&self.addresses);
        self.process.restart()?;
        self.wait_until_it_serves().await
    }

    pub(super) fn stop(&mut self, patience: Duration) -> anyhow::Result<()> {
        let name = self.name;
        let stopped = self.process.stop(patience);
        let status = stopped.with_context(|| format!("{name} logged:\n{}", self.last_words()))?;
        if let Some(status) = status.filter(|it| !it.success()) {
            anyhow::bail!("{name} ended ({status}):\n{}", self.last_words());
        }
        Ok(())
    }
}

const ADDRESSES: &str = "addresses.json";

struct Files {
    migrate: PathBuf,
    serve: PathBuf,
}

/// What is written into the files of a service.
struct Settings<'a> {
    folder: &'a Path,
    logins: &'a Logins,
    around: &'a Around<'a>,
    grpc: &'a Port,
    admin: &'a Port,
}

impl Settings<'_> {
    fn write(&self) -> anyhow::Result<Files> {
        let root_key = self.secret("root.key", &random_hex(32))?;
        let keys = self.secret("jwks.json", &self.around.issuer.jwks())?;
        let file = |name: &str, login: &Login| {
            let password = self.secret(&format!("{name}.password"), &login.password)?;
            self.secret(&format!("{name}.toml"), &self.toml(login, &password, &root_key, &keys)?)
        };
        let files = Files {
            migrate: file("migrate", &self.logins.migrate)?,
            serve: file("serve", &self.logins.serve)?,
        };
        Ok(files)
    }

    fn toml(
        &self,
        login: &Login,
        password: &Path,
        root_key: &Path,
        keys: &Path,
    ) -> anyhow::Result<String> {
        let listen = |port: &Port| format!("127.0.0.1:{}", port.number());
        let mut tables = toml::Table::new();
        let mut set = |table: &str, key: &str, value: toml::Value| {
            let entry = tables.entry(table).or_insert_with(|| toml::Table::new().into());
            entry.as_table_mut().map(|it| it.insert(key.to_owned(), value))
        };
        let text = |it: &Path| toml::Value::String(it.display().to_string());
        set("grpc", "listen", listen(self.grpc).into());
        set("admin", "listen", listen(self.admin).into());
        set("database", "host", "127.0.0.1".into());
        set("database", "port", i64::from(self.around.postgres).into());
        set("database", "name", self.logins.database.clone().into());
        set("database", "user", login.user.clone().into());
        set("database", "password_file", text(password));
        set("nats", "url", self.around.nats.clone().into());
        set("keys", "root_file", text(root_key));
        set("auth", "issuer", self.around.issuer.name().into());
        set("auth", "audience", self.around.issuer.audience().into());
        set("auth", "keys_file", text(keys));
        set("run", "addresses_file", text(&self.folder.join(ADDRESSES)));
        Ok(toml::to_string(&tables)?)
    }

    fn secret(&self, name: &str, content: &str) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(name);
        let mut options = fs::OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(&path);
        let mut file = file.with_context(|| format!("cannot write {}", path.display()))?;
        file.write_all(content.as_bytes())?;
        Ok(path)
    }
}

fn migrate(file: &Path, settings: &Path) -> anyhow::Result<()> {
    let mut command = Command::new(file);
    command.arg("--config").arg(settings).arg("migrate").stdin(Stdio::null());
    for name in of_ours() {
        command.env_remove(name);
    }
    let output = command.output().with_context(|| format!("cannot run {}", file.display()))?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    anyhow::ensure!(output.status.success(), "migrate failed ({}):\n{said}", output.status);
    Ok(())
}

fn program(file: &Path, settings: &Path, folder: &Path) -> Program {
    Program {
        file: file.to_owned(),
        arguments: vec!["--config".into(), settings.into(), "serve".into()],
        environment: Vec::new(),
        forgotten: of_ours().collect(),
        folder: folder.to_owned(),
        log: folder.join("service.log"),
        user: None,
        stop: Stop::Terminate,
        removes: Some(folder.to_owned()),
    }
}

/// What is meant for us would be a setting of the service.
fn of_ours() -> impl Iterator<Item = std::ffi::OsString> {
    let names = std::env::vars_os().map(|(name, _)| name);
    names.filter(|it| it.to_string_lossy().starts_with("JOBBRO_"))
}

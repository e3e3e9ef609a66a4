//! One service as a child process.

use std::{
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use auth::DevIssuer;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use servers::{Process, Program, Stop};
use testkit::Database;
use tonic::transport::Channel;

use super::{Ground, database, logins};

/// Generous: the machines that test are busy.
const PATIENCE: Duration = Duration::from_mins(3);

const SIGKILL: i32 = 9;

/// What the services have in common.
pub struct Around<'a> {
    pub folder: &'a Path,
    pub prefix: &'a str,
    pub issuer: &'a DevIssuer,
    pub ground: &'a Ground,
}

pub struct Service {
    pub name: &'static str,
    pub database: Database,
    process: Process,
    addresses: PathBuf,
    serve: Program,
}

impl Service {
    /// Migrates with one login, serves with the other, and waits until it does.
    pub async fn start(name: &'static str, program: &str, around: &Around<'_>) -> Self {
        let Around { folder, ground, .. } = *around;
        let database = database(ground).await;
        let (migrate, serve) = logins::make(&database).await;
        let addresses = folder.join(format!("{name}.addresses.json"));
        let write = |what: &str, login: &logins::Login| {
            let password = folder.join(format!("{name}.{what}.password"));
            fs::write(&password, &login.password).unwrap();
            let file = folder.join(format!("{name}.{what}.toml"));
            let text = settings(&database, &login.user, &password, &addresses, around);
            fs::write(&file, text).unwrap();
            file
        };
        let migrate = described(program, "migrate", &write("migrate", &migrate), folder, name);
        ended_well(Process::start(migrate).unwrap());
        let serve = described(program, "serve", &write("serve", &serve), folder, name);
        let process = Process::start(serve.clone()).unwrap();
        let mut service = Self { name, database, process, addresses, serve };
        service.serving();
        service
    }

    pub async fn channel(&self) -> Channel {
        let address = format!("http://{}", self.address("grpc"));
        Channel::from_shared(address).unwrap().connect().await.unwrap()
    }

    /// `grpc` or `admin`.
    pub fn address(&self, which: &str) -> String {
        // {"grpc":"127.0.0.1:1","admin":"127.0.0.1:2"}
        let text = fs::read_to_string(&self.addresses).unwrap();
        let mut words = text.split('"').skip_while(|it| *it != which);
        words.nth(2).unwrap().to_owned()
    }

    /// Ends it with SIGKILL.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        fs::remove_file(&self.addresses).unwrap();
    }

    /// Starts it again and waits until it serves.
    pub fn restart(&mut self) {
        self.process.restart().unwrap();
        self.serving();
    }

    /// Ends it with SIGKILL, and starts it again with a fault as in `JOBBRO_FAULT`. The fault may come before it
    /// serves.
    pub async fn restart_with(&mut self, fault: &str) {
        self.kill();
        self.start_again(Some(fault)).await;
    }

    /// Waits until the fault has killed it, and starts it again with the next one, if any.
    pub async fn restart_after_fault(&mut self, next: Option<&str>) {
        self.killed().await;
        self.start_again(next).await;
    }

    /// Waits until the fault has killed it.
    pub async fn killed(&mut self) {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.process.ended().unwrap() {
                break status;
            }
            self.patient(started, "was not killed").await;
        };
        assert_eq!(status.signal(), Some(SIGKILL), "{}: {status}", self.name);
        // There is one when it served before it died.
        let _ = fs::remove_file(&self.addresses);
    }

    /// Waits until the fault has stopped it.
    pub async fn stopped(&self) {
        let started = Instant::now();
        let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        while !waitpid(self.pid(), options).unwrap().is_some_and(|(_, it)| it.stopped()) {
            self.patient(started, "was not stopped").await;
        }
    }

    /// Lets it go on where it was stopped.
    pub fn wake(&self) {
        kill_process(self.pid().unwrap(), Signal::CONT).unwrap();
    }

    fn pid(&self) -> Option<Pid> {
        self.process.pid().and_then(Pid::from_raw)
    }

    /// A moment, unless it has lasted too long.
    async fn patient(&self, started: Instant, what: &str) {
        let (name, words) = (self.name, self.process.last_words());
        assert!(started.elapsed() < PATIENCE, "{name} {what}:\n{words}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    /// After its end, with the next fault, if any.
    pub async fn start_again(&mut self, fault: Option<&str>) {
        self.leases_expire().await;
        let environment = fault.map(|it| ("JOBBRO_FAULT".into(), it.into()));
        let environment = environment.into_iter().collect();
        self.process = Process::start(Program { environment, ..self.serve.clone() }).unwrap();
    }

    /// As after some seconds: whoever held a lease was killed.
    pub async fn leases_expire(&self) {
        let expire = "UPDATE subscriptions.lease SET expires = clock_timestamp()";
        sqlx::query(expire).execute(&self.database.superuser()).await.unwrap();
    }

    /// Asks it to stop; what went wrong is no longer of interest.
    pub fn stop(&mut self) {
        let _ = self.process.stop(PATIENCE);
        let _ = fs::remove_file(&self.addresses);
    }

    pub fn log_file(&self) -> PathBuf {
        self.process.log_file().to_owned()
    }

    /// Waits until it serves.
    pub fn serving(&mut self) {
        let started = Instant::now();
        while !self.addresses.exists() {
            let ended = self.process.ended().unwrap();
            let (name, words) = (self.name, self.process.last_words());
            assert!(ended.is_none(), "{name} ended ({ended:?}):\n{words}");
            assert!(started.elapsed() < PATIENCE, "{name} does not serve:\n{words}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn described(program: &str, command: &str, config: &Path, folder: &Path, name: &str) -> Program {
    let ours = std::env::vars_os().map(|it| it.0);
    Program {
        file: program.into(),
        arguments: vec![command.into(), "--config".into(), config.into()],
        environment: Vec::new(),
        // What the test run sets is no setting of a service.
        forgotten: ours.filter(|it| it.to_string_lossy().starts_with("JOBBRO_")).collect(),
        folder: folder.to_owned(),
        log: folder.join(format!("{name}.log")),
        user: None,
        stop: Stop::Terminate,
        removes: None,
    }
}

fn ended_well(mut process: Process) {
    let started = Instant::now();
    loop {
        if let Some(status) = process.ended().unwrap() {
            assert!(status.success(), "{status}:\n{}", process.last_words());
            return;
        }
        assert!(started.elapsed() < PATIENCE, "it does not end:\n{}", process.last_words());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn settings(
    database: &Database,
    user: &str,
    password: &Path,
    addresses: &Path,
    around: &Around<'_>,
) -> String {
    let Around { folder, prefix, issuer, ground } = *around;
    let server = database.options();
    let nats = ground.nats.clone().unwrap_or_else(|| testkit::nats_url().to_owned());
    let otlp = ground.otlp_endpoint.as_ref();
    let otlp = otlp.map_or(String::new(), |it| format!("otlp_endpoint = \"{it}\""));
    let log = if ground.log.is_empty() { "info" } else { &ground.log };
    format!(
        r#"
[grpc]
listen = "127.0.0.1:0"
deadline_seconds = 300
[admin]
listen = "127.0.0.1:0"
[database]
host = "{host}"
port = {port}
name = "{name}"
user = "{user}"
password_file = "{password}"
[nats]
url = "{nats}"
prefix = "{prefix}"
[keys]
root_file = "{root}"
[auth]
issuer = "{issuer}"
audience = "{audience}"
keys_file = "{keys}"
[telemetry]
log = "{log}"
{otlp}
[run]
addresses_file = "{addresses}"
"#,
        host = server.get_host(),
        port = server.get_port(),
        name = database.name,
        password = password.display(),
        root = database.root_key_file().display(),
        issuer = issuer.issuer(),
        audience = issuer.audience(),
        keys = folder.join("jwks.json").display(),
        addresses = addresses.display(),
    )
}

//! Another process of `reporting`: this test binary, started again by a test.

use std::{
    fs::File,
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::Arc,
};

use event_log::{DbRole, EventLog, Pools, RootKey, Settings};
use messaging::Streams;
use projections::Runner;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use testkit::RandomIds;
use tokio_util::sync::CancellationToken;

use crate::{
    reactions::Echo,
    support::{
        tally::{BOTH, Tally},
        until,
        world::{World, clock, settings},
    },
};

/// What the other process runs.
#[derive(Clone, Copy)]
pub enum Runs {
    /// The tally of the own log.
    OwnTally,
    /// The tally of both logs, and a reaction.
    All,
}

/// A process of `reporting`. Killed when dropped; what it said is shown when the test fails.
pub struct Process {
    child: Child,
    said: PathBuf,
}

impl Process {
    /// Starts it; `fault` as in `JOBBRO_FAULT`.
    pub fn start(world: &World, runs: Runs, fault: Option<&str>) -> Self {
        let said = std::env::temp_dir().join(format!("{}.log", testkit::nats_prefix()));
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "child::a_process_that_another_test_starts", "--nocapture"])
            .env("JOBBRO_CHILD", if matches!(runs, Runs::All) { "all" } else { "own" })
            .env("JOBBRO_CHILD_DATABASE", world.db.url())
            .env("JOBBRO_CHILD_KEY", world.db.root_key_file())
            .env("JOBBRO_CHILD_PREFIX", &world.prefix)
            .env("JOBBRO_CHILD_NATS", testkit::nats_url())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(File::create(&said).expect("a file for what it says"));
        match fault {
            Some(fault) => command.env("JOBBRO_FAULT", fault),
            None => command.env_remove("JOBBRO_FAULT"),
        };
        let child = command.spawn().expect("this binary can be started again");
        Self { child, said }
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Waits until it was killed.
    pub async fn killed(mut self) {
        assert_eq!(self.ended().await.signal(), Some(Signal::KILL.as_raw()));
    }

    async fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        until("the process ends", async || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        })
        .await;
        status.expect("it was waited for")
    }

    /// Waits until it has been stopped by SIGSTOP.
    pub async fn stopped(&self) {
        let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        until("the process is stopped", async || {
            waitpid(Some(self.pid()), options).unwrap().is_some_and(|(_, it)| it.stopped())
        })
        .await;
    }

    /// Wakes it.
    pub fn wake(&self) {
        kill_process(self.pid(), Signal::CONT).unwrap();
    }

    /// Lets it finish: it stops clean when its input ends.
    pub async fn finish(mut self) {
        drop(self.child.stdin.take());
        assert!(self.ended().await.success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let said = std::fs::read_to_string(&self.said).unwrap_or_default();
            eprintln!("a process said:\n{said}");
        }
        let _ = std::fs::remove_file(&self.said);
    }
}

/// The body of that process. Does nothing when no test started it.
#[test]
fn a_process_that_another_test_starts() {
    let Ok(runs) = std::env::var("JOBBRO_CHILD") else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let _telemetry = telemetry::init(&telemetry::Settings {
            service: "reporting",
            version: "test",
            log: "info,projections=debug".to_owned(),
            otlp_endpoint: None,
        })
        .unwrap();
        let log = log().await;
        let client = async_nats::connect(var("JOBBRO_CHILD_NATS")).await.unwrap();
        let streams = Streams::new(client, &var("JOBBRO_CHILD_PREFIX"));
        let pool =
            event_log::pool(var("JOBBRO_CHILD_DATABASE").parse().unwrap(), DbRole::Project, 6);
        let stop = CancellationToken::new();
        let mut runner = Runner::new(log.clone(), pool, streams, settings(), stop.clone());
        if runs == "all" {
            runner.project(Tally::<1> { sources: BOTH });
            runner.react(Echo { log });
        } else {
            runner.project(Tally::<1> { sources: &["reporting"] });
        }
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
        ended.await.unwrap().unwrap();
        stop.cancel();
        runner.stopped().await;
    });
}

async fn log() -> EventLog {
    let of = |role| event_log::pool(var("JOBBRO_CHILD_DATABASE").parse().unwrap(), role, 3);
    let pools = Pools {
        append: of(DbRole::Append),
        project: of(DbRole::Project),
        vault: of(DbRole::Vault),
    };
    let root = RootKey::read(var("JOBBRO_CHILD_KEY").as_ref()).unwrap();
    EventLog::open(Settings::of("reporting"), pools, root, clock(), Arc::new(RandomIds))
        .await
        .unwrap()
}

fn var(name: &str) -> String {
    std::env::var(name).unwrap()
}

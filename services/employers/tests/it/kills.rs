//! The reaction in a process of its own that is killed between its command and its checkpoint: every ask is answered
//! once all the same.

use std::{
    collections::BTreeSet,
    os::unix::process::ExitStatusExt,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use employers::{application::Employers, reactions::PlaceAsks};
use event_log::{DbRole, EventLog, Pools, RootKey, Settings};
use messaging::Streams;
use projections::{Runner, RunnerSettings};
use testkit::{Database, ManualClock, RandomIds};
use tokio_util::sync::CancellationToken;

use crate::{
    place_asks::{FIRST, LAST, answers},
    placements::{ask, given_back, in_programme},
    support::System,
};

const SIGKILL: i32 = 9;

/// Where a step may be cut, in the order it passes them.
const PLACES: [&str; 5] =
    ["before_slice", "after_command", "after_rows", "after_checkpoint", "after_commit"];

/// Another process that runs nothing but the reaction. Killed when dropped.
struct Process(Child);

impl Process {
    /// Starts it; `fault` as in `JOBBRO_FAULT`.
    fn start(database: &Database, prefix: &str, fault: Option<&str>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "kills::a_process_that_another_test_starts", "--nocapture"])
            .env("JOBBRO_CHILD_DATABASE", database.url())
            .env("JOBBRO_CHILD_KEY", database.root_key_file())
            .env("JOBBRO_CHILD_PREFIX", prefix)
            .env("JOBBRO_CHILD_NATS", testkit::nats_url())
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        match fault {
            Some(fault) => command.env("JOBBRO_FAULT", fault),
            None => command.env_remove("JOBBRO_FAULT"),
        };
        Self(command.spawn().unwrap())
    }

    /// Waits until it was killed.
    async fn killed(mut self) {
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(status.signal(), Some(SIGKILL), "{status}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The body of that process. Does nothing when no test started it.
#[test]
fn a_process_that_another_test_starts() {
    let Ok(database) = std::env::var("JOBBRO_CHILD_DATABASE") else { return };
    let var = |name: &str| std::env::var(name).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let pool = |role| event_log::pool(database.parse().unwrap(), role, 3);
        let pools = Pools {
            append: pool(DbRole::Append),
            project: pool(DbRole::Project),
            vault: pool(DbRole::Vault),
        };
        let root = RootKey::read(var("JOBBRO_CHILD_KEY").as_ref()).unwrap();
        let clock = Arc::new(ManualClock::at("2018-03-01T11:00:00Z"));
        let settings = Settings::of(employers::NAME);
        let log = EventLog::open(settings, pools, root, clock.clone(), Arc::new(RandomIds));
        let log = log.await.unwrap();
        let client = async_nats::connect(var("JOBBRO_CHILD_NATS")).await.unwrap();
        let streams = Streams::new(client, &var("JOBBRO_CHILD_PREFIX"));
        let settings = RunnerSettings {
            slice: 3,
            lease: Duration::from_secs(2),
            poll: Duration::from_millis(50),
        };
        let stop = CancellationToken::new();
        let mut runner =
            Runner::new(log.clone(), pool(DbRole::Project), streams, settings, stop.clone());
        runner.react(PlaceAsks::new(Employers::new(log, pool(DbRole::Read), clock)));
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
        ended.await.unwrap().unwrap();
        stop.cancel();
        runner.stopped().await;
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_killed_anywhere_answers_every_ask_once() {
    let mut system = System::start().await;
    system.caseworker("350").workplace_of(20).await;
    let (mut expected, mut last) = (Vec::new(), None);
    system
        .restart(async |cell, placements, database| {
            for place in PLACES {
                for _ in 0..2 {
                    let two = in_programme(FIRST, LAST);
                    let question = two.question_id.clone();
                    placements.ask(ask(FIRST, LAST)).await;
                    placements.ask(two).await;
                    let back = given_back(&question, Some("2018-03-20"));
                    last = Some(placements.say_all("849", &[back]).await);
                    expected.push((question, "released"));
                }
                let fault = format!("{place} kill 2");
                Process::start(database, cell.prefix(), Some(&fault)).killed().await;
            }
        })
        .await;
    system.caseworker("350").resolve(last.unwrap()).await;
    let answers = answers(&system).await;
    let count = |what| answers.iter().filter(|(_, it)| *it == what).count();
    // Ten of each kind, half of them in the programme and so never refused.
    assert_eq!((count("reserved") + count("refused"), count("released")), (20, 10));
    assert!(count("refused") > 0, "no place was the last one");
    assert!(expected.iter().all(|it| answers.contains(it)));
    let once: BTreeSet<_> = answers.iter().map(|(it, what)| (it, *what == "released")).collect();
    assert_eq!(once.len(), answers.len(), "a question was answered twice");
}

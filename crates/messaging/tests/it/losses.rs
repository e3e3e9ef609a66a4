//! NATS is killed, stopped and robbed of its data while commands run.

use std::{
    fs::OpenOptions,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use event_log::EventLog;
use testkit::Database;
use tokio_util::task::AbortOnDropHandle;

use crate::support::{Broker, Relaying, assert_copy, clock, count, until};

/// Commands in the background, until they are told to stop.
pub struct Commands {
    stop: Arc<AtomicBool>,
    task: AbortOnDropHandle<usize>,
}

impl Commands {
    pub fn start(log: &EventLog) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (log, told) = (log.clone(), Arc::clone(&stop));
        let task = async move {
            let mut events = 0;
            while !told.load(Ordering::Relaxed) {
                count(&log, 20).await;
                events += 20;
                // Leaves the machine to the others for a moment.
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
            events
        };
        Self { stop, task: AbortOnDropHandle::new(tokio::spawn(task)) }
    }

    /// Waits until so many more events are in the log, whatever else happens.
    pub async fn more(&self, log: &EventLog, events: i64) {
        let head = async || log.head().await.expect("the log answers").position;
        let from = head().await;
        until("commands go on", async || head().await >= from + events).await;
    }

    /// Events appended since the start; a command that failed fails here.
    pub async fn stop(self) -> usize {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await.expect("no command fails")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_stopped_and_wiped_ends_up_with_the_whole_log() {
    let mut broker = Broker::start();
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = broker.streams().await;
    let relay = Relaying::start(&streams, &log);
    let commands = Commands::start(&log);

    for _ in 0..3 {
        commands.more(&log, 60).await;
        broker.kill_and_restart();
    }
    // Away for a while.
    broker.server.kill().expect("NATS can be killed");
    commands.more(&log, 200).await;
    broker.server.restart().expect("NATS starts again");
    commands.more(&log, 60).await;
    // Gone with everything, twice; the second time as soon as it may be filling up.
    for _ in 0..2 {
        broker.kill_wipe_and_restart();
        commands.more(&log, 60).await;
    }

    let events = commands.stop().await;
    assert_copy(&broker.jetstream().await, &streams, &log, events).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_hangs_for_a_while_is_caught_up_with() {
    let broker = Broker::start();
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = broker.streams().await;
    let relay = Relaying::start(&streams, &log);
    let commands = Commands::start(&log);
    commands.more(&log, 60).await;
    broker.hang();
    commands.more(&log, 200).await;
    broker.go_on();
    commands.more(&log, 60).await;
    let events = commands.stop().await;
    assert_copy(&broker.jetstream().await, &streams, &log, events).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_is_lost_while_nothing_happens_is_filled_again() {
    let mut broker = Broker::start();
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = broker.streams().await;
    let relay = Relaying::start(&streams, &log);
    count(&log, 100).await;
    assert_copy(&broker.jetstream().await, &streams, &log, 100).await;
    broker.kill_wipe_and_restart();
    assert_copy(&broker.jetstream().await, &streams, &log, 100).await;
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tail_that_the_server_lost_is_sent_again() {
    let mut broker = Broker::start();
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let streams = broker.streams().await;
    let relay = Relaying::start(&streams, &log);
    count(&log, 100).await;
    assert_copy(&broker.jetstream().await, &streams, &log, 100).await;
    relay.stop().await;

    // Acknowledged, but not yet on the disk when the power went.
    broker.server.kill().expect("NATS can be killed");
    cut_tail(broker.server.folder(), 10_000);
    broker.server.restart().expect("NATS starts again");
    let jetstream = broker.jetstream().await;
    let stream = jetstream.get_stream(streams.stream_name("tests")).await.expect("it is there");
    let last = stream.cached_info().state.last_sequence;
    assert!((1..100).contains(&last), "the stream ends at {last}");

    let relay = Relaying::start(&streams, &log);
    assert_copy(&jetstream, &streams, &log, 100).await;
    relay.stop().await;
}

/// Takes the last bytes from the only file of messages there is.
fn cut_tail(folder: &Path, bytes: u64) {
    let mut folders = vec![folder.to_owned()];
    let mut blocks = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the store") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "blk") {
                blocks.push(path);
            }
        }
    }
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    let block = OpenOptions::new().write(true).open(&blocks[0]).expect("it can be opened");
    let length = block.metadata().expect("it has a length").len();
    block.set_len(length - bytes).expect("it can be cut");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_is_deleted_on_a_server_that_goes_on_is_filled_again() {
    let database = Database::new(&[]).await;
    let log = database.log("tests", clock()).await;
    let client = testkit::nats().await;
    let streams = messaging::Streams::new(client.clone(), &testkit::nats_prefix());
    let jetstream = async_nats::jetstream::new(client);
    let relay = Relaying::start(&streams, &log);
    count(&log, 30).await;
    assert_copy(&jetstream, &streams, &log, 30).await;
    // No connection is lost here: only the timer can notice it.
    jetstream.delete_stream(streams.stream_name("tests")).await.expect("it can be deleted");
    assert_copy(&jetstream, &streams, &log, 30).await;
    relay.stop().await;
}

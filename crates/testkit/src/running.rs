//! A service as it runs, in this process: real layers, real tokens, real TCP, a database of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use event_log::EventLog;
use kernel::Ids;
use projections::Schema;
use service_kit::{Config, Context, serve_with};
use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::transport::Channel;

use crate::{Cell, Database, RandomIds, shared};

/// A running service. It is told to stop when this is dropped.
pub struct Running {
    database: Arc<Database>,
    log: EventLog,
    channel: Channel,
    stop: DropGuard,
    serving: JoinHandle<()>,
}

impl Running {
    /// Runs a service of the cell in a new database; `name`, `schemas` and `start` are the service's.
    ///
    /// # Panics
    /// When it does not serve.
    pub async fn start<F, R>(
        cell: &Cell,
        name: &'static str,
        schemas: &'static [Schema],
        start: F,
    ) -> Self
    where
        F: FnOnce(Context) -> R + Send + 'static,
        R: Future<Output = anyhow::Result<()>>,
    {
        let database = Arc::new(Database::new(schemas).await);
        Self::start_on(cell, database, name, schemas, start).await
    }

    /// Runs it on a database that is there: a second process beside another, or the next one after a stop.
    ///
    /// # Panics
    /// When it does not serve.
    pub async fn start_on<F, R>(
        cell: &Cell,
        database: Arc<Database>,
        name: &'static str,
        schemas: &'static [Schema],
        start: F,
    ) -> Self
    where
        F: FnOnce(Context) -> R + Send + 'static,
        R: Future<Output = anyhow::Result<()>>,
    {
        let folder = folder(&database);
        let addresses = folder.join(format!("addresses-{}.json", RandomIds.next()));
        std::fs::write(folder.join("jwks.json"), cell.issuer.jwks()).expect("the keys are written");
        let settings = settings(cell, &database, &addresses);
        let config = Config::from_toml(name, &settings).expect("the settings are complete");
        let (stop, clock) = (CancellationToken::new(), cell.clock.clone());
        let (log_of, log) = oneshot::channel();
        let until = stop.clone();
        let serving = std::thread::spawn(move || {
            let start = |mut context: Context| {
                context.clock = clock;
                let _ = log_of.send(context.log.clone());
                start(context)
            };
            in_runtime(serve_with(config, name, schemas, until, start));
        });
        let stop = stop.drop_guard();
        let channel = channel(&addresses, &serving).await;
        let log = log.await.expect("a service that serves has a log");
        Self { database, log, channel, stop, serving }
    }

    /// For clients of any of its services.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// Its log, as the service itself has it.
    #[must_use]
    pub fn log(&self) -> &EventLog {
        &self.log
    }

    /// Its database.
    #[must_use]
    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Types of all events in its log, in order, without their package.
    ///
    /// # Panics
    /// When the log cannot be read.
    pub async fn events(&self) -> Vec<String> {
        let events = self.log.read(0, 10_000).await.expect("the log can be read");
        let short = |it: &str| it.rsplit('.').next().unwrap_or_default().to_owned();
        events.iter().map(|it| short(&it.type_name)).collect()
    }

    /// Drains it, as the first signal does, and waits for its end; answers the database, to start again on.
    ///
    /// # Panics
    /// When it had failed.
    pub async fn stopped(self) -> Arc<Database> {
        let Self { database, stop, serving, channel, log } = self;
        drop((stop, channel, log));
        let ended = tokio::task::spawn_blocking(move || serving.join()).await;
        ended.expect("the thread can be waited for").expect("the service stopped clean");
        database
    }
}

/// A runtime of its own, as a process has one.
fn in_runtime(serving: impl Future<Output = anyhow::Result<()>>) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().expect("a runtime starts");
    runtime.block_on(serving).expect("the service serves until it is stopped");
}

/// Waits until the service tells where it serves.
async fn channel(addresses: &Path, serving: &JoinHandle<()>) -> Channel {
    while !serving.is_finished() {
        if let Ok(text) = std::fs::read_to_string(addresses) {
            // {"grpc":"127.0.0.1:1","admin":"127.0.0.1:2"}
            let grpc = text.split('"').skip_while(|it| *it != "grpc").nth(2);
            let address = grpc.expect("the file names the address");
            let endpoint = Channel::from_shared(format!("http://{address}"));
            let endpoint = endpoint.expect("an address makes a URL");
            return endpoint.connect().await.expect("a service that serves can be reached");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the service ended before it served")
}

fn folder(database: &Database) -> PathBuf {
    database.root_key_file().parent().expect("the key lies in a folder").to_owned()
}

fn settings(cell: &Cell, database: &Database, addresses: &Path) -> String {
    let options = database.options();
    let url = database.url();
    let login = url.split("//").nth(1).and_then(|it| it.split('@').next()).unwrap_or_default();
    let password = login.split(':').nth(1).unwrap_or("none");
    format!(
        r#"
        grpc.listen = "127.0.0.1:0"
        grpc.deadline_seconds = 300
        admin.listen = "127.0.0.1:0"
        nats.url = "{nats}"
        nats.prefix = "{prefix}"
        keys.root_file = "{root}"
        auth.issuer = "{issuer}"
        auth.audience = "{audience}"
        auth.keys_file = "{folder}/jwks.json"
        run.addresses_file = "{addresses}"
        [database]
        host = "{host}"
        port = {port}
        name = "{name}"
        user = "{user}"
        password = "{password}"
        "#,
        nats = shared::nats_url(),
        prefix = cell.prefix,
        root = database.root_key_file().display(),
        issuer = cell.issuer.issuer(),
        audience = cell.issuer.audience(),
        folder = folder(database).display(),
        addresses = addresses.display(),
        host = options.get_host(),
        port = options.get_port(),
        name = database.name,
        user = options.get_username(),
    )
}

//! What a child needs: a database, keys, a configuration file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use auth::{DevIssuer, DevToken};
use kernel::{Clock, Ids, Role};
use service_kit::{SystemClock, TimeOrderedIds};
use testkit::Database;

pub struct World {
    pub database: Database,
    pub folder: PathBuf,
    issuer: DevIssuer,
    settings: Vec<(String, String)>,
}

impl World {
    /// On the shared server.
    pub async fn new() -> Self {
        Self::of(Database::new(&[]).await)
    }

    pub fn of(database: Database) -> Self {
        let folder = std::env::temp_dir().join(format!("jobbro-tiny-{}", TimeOrderedIds.next()));
        std::fs::create_dir(&folder).unwrap();
        let issuer = DevIssuer::new("https://issuer.example", "jobbro");
        std::fs::write(folder.join("jwks.json"), issuer.jwks()).unwrap();
        let mut world = Self { database, folder, issuer, settings: Vec::new() };
        world.ordinary();
        world
    }

    fn ordinary(&mut self) {
        let options = self.database.options();
        let nats = testkit::nats_url().to_owned();
        let (host, port) = (options.get_host().to_owned(), options.get_port().to_string());
        let user = options.get_username().to_owned();
        let root = self.database.root_key_file().display().to_string();
        let password = password(&self.database.url());
        for (key, value) in [
            ("grpc.listen", "127.0.0.1:0".to_owned()),
            ("admin.listen", "127.0.0.1:0".to_owned()),
            ("database.host", host),
            ("database.name", self.database.name.clone()),
            ("database.user", user),
            ("database.password", password),
            ("nats.url", nats),
            ("nats.prefix", testkit::nats_prefix()),
            ("keys.root_file", root),
            ("auth.issuer", self.issuer.issuer().to_owned()),
            ("auth.audience", self.issuer.audience().to_owned()),
            ("auth.keys_file", self.folder.join("jwks.json").display().to_string()),
            ("run.addresses_file", self.addresses_file().display().to_string()),
        ] {
            self.set(key, &format!("{value:?}"));
        }
        self.set("database.port", &port);
    }

    /// A key with its value as TOML.
    pub fn set(&mut self, key: &str, value: &str) {
        self.settings.retain(|(known, _)| known != key);
        self.settings.push((key.to_owned(), value.to_owned()));
    }

    pub fn forget(&mut self, key: &str) {
        self.settings.retain(|(known, _)| known != key);
    }

    /// Writes the configuration; answers its file.
    pub fn configuration(&self) -> PathBuf {
        let lines = self.settings.iter().map(|(key, value)| format!("{key} = {value}"));
        let file = self.folder.join("service.toml");
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).unwrap();
        file
    }

    pub fn addresses_file(&self) -> PathBuf {
        self.folder.join("addresses.json")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn token(&self, roles: &[Role]) -> String {
        let token = DevToken {
            human: Some(TimeOrderedIds.next()),
            client: "test",
            municipality: "350",
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_hours(1),
        };
        self.issuer.token(SystemClock.now(), &token)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The password in a URL of ours; its user and password need no escapes.
fn password(url: &str) -> String {
    let login = url.split_once("://").and_then(|it| it.1.split_once('@')).map(|it| it.0);
    login.and_then(|it| it.split_once(':')).map(|it| it.1.to_owned()).unwrap_or_default()
}

/// Waits for a condition; the bound is for a machine that has much else to do.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = std::time::Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_mins(2), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}

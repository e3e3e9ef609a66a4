//! The sections and their keys.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use messaging::Login;

use super::{
    Needs,
    reader::{Key, Reader, Secret},
};

const ADDRESS: &str = "an address with a port, as 127.0.0.1:7010";
const TEXT: &str = "a text";
const FILE: &str = "the path of a file";

fn key(name: &'static str, must: &'static str, needed: bool) -> Key<'static> {
    Key { name, must, default: None, needed }
}

fn with_default<'a>(name: &'static str, must: &'static str, default: &'a str) -> Key<'a> {
    Key { name, must, default: Some(default), needed: false }
}

fn filled(text: &str) -> Option<String> {
    let plain = !text.trim().is_empty() && !text.chars().any(char::is_control);
    plain.then(|| text.to_owned())
}

fn path(text: &str) -> Option<PathBuf> {
    filled(text).map(PathBuf::from)
}

fn seconds(number: i64) -> Option<Duration> {
    (1..=3600).contains(&number).then(|| Duration::from_secs(number.unsigned_abs()))
}

/// The gRPC server.
#[derive(Clone, Debug)]
pub(crate) struct Grpc {
    pub listen: SocketAddr,
    /// The longest a call may take.
    pub deadline: Duration,
    /// Calls at once; beyond it callers hear `BUSY`.
    pub concurrency: usize,
}

impl Grpc {
    pub(super) fn read(it: &mut Reader, _needed: bool) -> Option<Self> {
        let listen =
            it.text(&with_default("grpc.listen", ADDRESS, "127.0.0.1:7010"), |it| it.parse().ok());
        let deadline =
            it.number(&with_default("grpc.deadline_seconds", "1 to 3600", "30"), seconds);
        let concurrency = it
            .number(&with_default("grpc.concurrency", "1 to 100000", "1000"), |it| {
                (1..=100_000).contains(&it).then(|| usize::try_from(it).unwrap_or(1000))
            });
        Some(Self { listen: listen?, deadline: deadline?, concurrency: concurrency? })
    }
}

/// The port of operators: health, metrics.
#[derive(Clone, Debug)]
pub(crate) struct Admin {
    pub listen: SocketAddr,
}

impl Admin {
    pub(super) fn read(it: &mut Reader, _needed: bool) -> Option<Self> {
        let listen =
            it.text(&with_default("admin.listen", ADDRESS, "127.0.0.1:7011"), |it| it.parse().ok());
        Some(Self { listen: listen? })
    }
}

/// The service's own database.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub host: String,
    pub port: u16,
    pub name: String,
    pub user: String,
    pub password: Option<Secret>,
}

impl Database {
    pub(super) fn read(
        it: &mut Reader,
        needed: bool,
        service: &'static str,
        needs: Needs,
    ) -> Option<Self> {
        let login = if needs == Needs::Migrate { "migrate" } else { "serve" };
        let user = format!("{service}_{login}");
        let host = it.text(&key("database.host", "the name of a host", needed), filled);
        let port = it.number(&with_default("database.port", "1 to 65535", "5432"), |it| {
            u16::try_from(it).ok().filter(|it| *it > 0)
        });
        let name = it.text(&with_default("database.name", TEXT, service), filled);
        let user = it.text(&with_default("database.user", TEXT, &user), filled);
        let password = it.secret("database.password", "database.password_file", needed);
        Some(Self { host: host?, port: port?, name: name?, user: user?, password: password? })
    }

    /// How to connect.
    pub fn options(&self, service: &str) -> sqlx::postgres::PgConnectOptions {
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .host(&self.host)
            .port(self.port)
            .database(&self.name)
            .username(&self.user)
            .application_name(service);
        match &self.password {
            Some(password) => options.password(password.expose()),
            None => options,
        }
    }
}

/// The transport.
#[derive(Clone, Debug)]
pub(crate) struct Nats {
    pub url: String,
    pub prefix: String,
    pub login: Login,
}

impl Nats {
    pub(super) fn read(it: &mut Reader, needed: bool) -> Option<Self> {
        let must = "an address without a login, as nats://127.0.0.1:4222";
        let url = it.text(&key("nats.url", must, needed), |it| {
            let one = |it: &str| it.trim().split_once("://").is_some_and(|it| !it.1.is_empty());
            // A login in the address would be printed with it.
            (it.split(',').all(one) && !it.contains('@')).then(|| it.to_owned())
        });
        let prefix =
            it.text(&with_default("nats.prefix", "1 to 30 of a-z, 0-9, _ and -", "jobbro"), |it| {
                let plain =
                    |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b"_-".contains(&it);
                ((1..=30).contains(&it.len()) && it.bytes().all(plain)).then(|| it.to_owned())
            });
        let login = login(it, needed);
        Some(Self { url: url?, prefix: prefix?, login: login? })
    }
}

fn login(it: &mut Reader, needed: bool) -> Option<Login> {
    let user = it.text(&with_default("nats.user", TEXT, ""), |it| Some(it.to_owned()));
    let password = it.secret("nats.password", "nats.password_file", needed);
    let credentials = it.secret_file(&key("nats.credentials_file", FILE, false), needed);
    match (user?, password?, credentials?) {
        (user, _, None) if user.is_empty() => Some(Login::None),
        (user, password, None) => {
            let password = password.unwrap_or_default().expose().to_owned();
            Some(Login::Password { user, password })
        }
        (_, _, Some(credentials)) => Some(Login::Credentials(credentials.expose().to_owned())),
    }
}

/// The key that wraps the cell's keys.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    pub root_file: PathBuf,
}

impl Keys {
    pub(super) fn read(it: &mut Reader, needed: bool) -> Option<Self> {
        let root_file = it.text(&key("keys.root_file", FILE, needed), path)?;
        if needed && let Err(error) = event_log::RootKey::read(&root_file) {
            it.wrong("keys.root_file", &error.to_string(), None);
            return None;
        }
        Some(Self { root_file })
    }
}

/// Whose tokens count.
#[derive(Clone, Debug)]
pub(crate) struct Auth {
    pub issuer: String,
    pub audience: String,
    /// The content of the JWKS file.
    pub keys: String,
}

impl Auth {
    pub(super) fn read(it: &mut Reader, needed: bool) -> Option<Self> {
        let issuer = it.text(&key("auth.issuer", TEXT, needed), filled);
        let audience = it.text(&key("auth.audience", TEXT, needed), filled);
        let keys = it.secret_file(&key("auth.keys_file", FILE, needed), needed);
        let keys = keys?.unwrap_or_default().expose().to_owned();
        if needed && let Err(error) = auth::Keys::read(&keys) {
            it.wrong("auth.keys_file", &error.to_string(), None);
            return None;
        }
        Some(Self { issuer: issuer?, audience: audience?, keys })
    }
}

/// Logs and traces.
#[derive(Clone, Debug)]
pub(crate) struct Telemetry {
    pub log: String,
    pub otlp_endpoint: Option<String>,
}

impl Telemetry {
    pub(super) fn read(it: &mut Reader, _needed: bool) -> Option<Self> {
        let log = it.text(
            &with_default("telemetry.log", "a filter, as info or info,sqlx=warn", "info"),
            |it| telemetry::check_filter(it).ok().map(|()| it.to_owned()),
        );
        let otlp_endpoint = it.text(
            &with_default("telemetry.otlp_endpoint", "an address, as http://127.0.0.1:4317", ""),
            |it| (it.is_empty() || telemetry::check_endpoint(it)).then(|| it.to_owned()),
        );
        let otlp_endpoint = otlp_endpoint?;
        let otlp_endpoint = (!otlp_endpoint.is_empty()).then_some(otlp_endpoint);
        Some(Self { log: log?, otlp_endpoint })
    }
}

/// How the program runs.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// Where the addresses are written once the service serves.
    pub addresses_file: Option<PathBuf>,
}

impl Run {
    pub(super) fn read(it: &mut Reader, _needed: bool) -> Option<Self> {
        let file = it.text(&with_default("run.addresses_file", FILE, ""), |it| {
            if it.is_empty() { Some(None) } else { path(it).map(Some) }
        });
        Some(Self { addresses_file: file? })
    }
}

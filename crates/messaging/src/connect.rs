//! The connection to NATS. It never gives up: a service starts, and goes on, while NATS is away.

use std::{sync::atomic::Ordering, time::Duration};

use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use tokio::sync::watch;

/// How a service shows who it is.
#[derive(Clone, Default)]
pub enum Login {
    /// The server asks for nothing, or the URL says it.
    #[default]
    None,
    /// A user of the server's configuration.
    Password {
        /// The user.
        user: String,
        /// Its password.
        password: String,
    },
    /// The content of a `.creds` file: a user's JWT with its key.
    Credentials(String),
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Password { .. } => "Password",
            Self::Credentials(_) => "Credentials",
        })
    }
}

/// Where NATS is, and what is ours in it.
#[derive(Clone, Debug)]
pub struct Options {
    /// One URL or several with commas between, as `nats://nats:4222`; `tls://` for an encrypted connection.
    pub url: String,
    /// The first token of every subject and part of every stream's name: `jobbro`, in tests another.
    pub prefix: String,
    /// The connection's name in the server's listings: the service.
    pub name: String,
    /// Who we are.
    pub login: Login,
}

impl Options {
    /// Without a login.
    #[must_use]
    pub fn new(url: &str, prefix: &str, name: &str) -> Self {
        Self { url: url.into(), prefix: prefix.into(), name: name.into(), login: Login::None }
    }

    /// The same with a login.
    #[must_use]
    pub fn login(mut self, login: Login) -> Self {
        self.login = login;
        self
    }
}

/// The settings cannot be used. That the server does not answer is no such error.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The prefix would not be one token of a subject, or not tell two streams apart.
    #[error("the NATS prefix must be of a-z, 0-9, - and _")]
    Prefix,
    /// The URL.
    #[error("the NATS URL cannot be read")]
    Url(#[source] std::io::Error),
    /// The credentials.
    #[error("the NATS credentials cannot be read")]
    Credentials(#[source] std::io::Error),
    /// The client could not be made.
    #[error("the NATS client could not be started")]
    Client(#[source] async_nats::ConnectError),
}

/// Makes the client and the sign that it has connected again.
pub(crate) async fn connect(options: &Options) -> Result<(Client, Connections), ConnectError> {
    if !is_token(&options.prefix) {
        return Err(ConnectError::Prefix);
    }
    let servers: Vec<ServerAddr> = options
        .url
        .split(',')
        .map(|url| url.trim().parse())
        .collect::<Result<_, _>>()
        .map_err(ConnectError::Url)?;
    let (connected, seen) = watch::channel(0);
    let client = authenticated(&options.login)?
        .name(&options.name)
        .retry_on_initial_connect()
        .reconnect_delay_callback(delay)
        .event_callback(move |event| {
            note(&event, &connected);
            std::future::ready(())
        })
        .connect(servers)
        .await
        .map_err(ConnectError::Client)?;
    Ok((client.clone(), Connections { client, hook: Some(seen), known: 0 }))
}

/// Lower case only, since the stream's name is the same in upper case.
fn is_token(prefix: &str) -> bool {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    !prefix.is_empty() && prefix.bytes().all(fits)
}

fn authenticated(login: &Login) -> Result<ConnectOptions, ConnectError> {
    let options = ConnectOptions::new();
    match login {
        Login::None => Ok(options),
        Login::Password { user, password } => {
            Ok(options.user_and_password(user.clone(), password.clone()))
        }
        Login::Credentials(text) => options.credentials(text).map_err(ConnectError::Credentials),
    }
}

/// Quick at first, since a restarted server is back within a second; then gentle.
fn delay(attempts: usize) -> Duration {
    let attempts = u64::try_from(attempts.min(20)).unwrap_or(20);
    Duration::from_millis(attempts * 100)
}

fn note(event: &Event, connected: &watch::Sender<u64>) {
    match event {
        Event::Connected => {
            tracing::info!("connected to NATS");
            connected.send_modify(|times| *times += 1);
        }
        Event::Disconnected | Event::LameDuckMode | Event::SlowConsumer(_) => {
            tracing::warn!(nats.event = %event, "NATS");
        }
        Event::ServerError(_) | Event::ClientError(_) => {
            tracing::warn!(nats.event = %event, "NATS refused something");
        }
        Event::Draining | Event::Closed => tracing::info!(nats.event = %event, "NATS"),
    }
}

/// Tells when the connection was made again, since whatever was known about the server may then be wrong.
#[derive(Clone)]
pub(crate) struct Connections {
    client: Client,
    /// `None` for a client that someone else made; then only the client's own count is left, which is looked at
    /// whenever there is another reason to wake.
    hook: Option<watch::Receiver<u64>>,
    known: u64,
}

impl Connections {
    pub(crate) fn of(client: Client) -> Self {
        Self { client, hook: None, known: 0 }
    }

    /// Whatever happened until now is known.
    pub(crate) fn mark(&mut self) {
        self.known = self.count();
        if let Some(hook) = &mut self.hook {
            hook.mark_unchanged();
        }
    }

    /// Whether a connection was made since `mark`.
    pub(crate) fn renewed(&self) -> bool {
        self.count() != self.known
    }

    /// Waits for a connection made since `mark`. Cancel safe.
    pub(crate) async fn renewal(&mut self) {
        if self.renewed() {
            return;
        }
        let hooked = match &mut self.hook {
            Some(hook) => hook.changed().await.is_ok(),
            None => false,
        };
        if !hooked {
            std::future::pending::<()>().await;
        }
    }

    fn count(&self) -> u64 {
        self.client.statistics().connects.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_never_shows_its_secret() {
        let login = Login::Password { user: "u".into(), password: "secret".into() };
        let options = Options::new("nats://127.0.0.1:1", "jobbro", "citizens").login(login);
        assert!(!format!("{options:?}").contains("secret"));
        assert_eq!(format!("{:?}", Login::Credentials("secret".into())), "Credentials");
    }

    #[tokio::test]
    async fn settings_that_cannot_be_used_are_refused() {
        for prefix in ["", "a.b", "a b", "a>", "*", "Jobbro"] {
            let bad = Options::new("nats://127.0.0.1:1", prefix, "citizens");
            assert!(matches!(connect(&bad).await, Err(ConnectError::Prefix)), "{prefix}");
        }
        let bad = Options::new("http://[", "jobbro", "citizens");
        assert!(matches!(connect(&bad).await, Err(ConnectError::Url(_))));
        let bad = Options::new("nats://127.0.0.1:1", "jobbro", "citizens")
            .login(Login::Credentials("no credentials".into()));
        assert!(matches!(connect(&bad).await, Err(ConnectError::Credentials(_))));
    }

    #[test]
    fn the_delay_grows_to_two_seconds() {
        assert_eq!(delay(1), Duration::from_millis(100));
        assert_eq!(delay(1_000_000), Duration::from_secs(2));
    }
}

//! The configuration of a service: a TOML file, then the environment, secrets from files. Read and checked without
//! side effects; everything that is wrong is told at once, by key, without the value.

mod reader;
mod sections;
mod source;

use std::{fmt, path::Path};

pub(crate) use sections::{Admin, Auth, Database, Grpc, Keys, Nats, Run, Telemetry};

use reader::Reader;
use source::Values;

#[cfg(test)]
mod tests;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key, as `grpc.listen`.
    pub key: String,
    /// What is wrong with it; never its value.
    pub what: String,
}

/// Everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|it| format!("{}: {}", it.key, it.what)).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

/// Everything a service needs to know to serve.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) grpc: Grpc,
    pub(crate) admin: Admin,
    pub(crate) database: Database,
    pub(crate) nats: Nats,
    pub(crate) keys: Keys,
    pub(crate) auth: Auth,
    pub(crate) telemetry: Telemetry,
    pub(crate) run: Run,
}

/// What is needed of the configuration; the rest may be missing, but not wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// All of it.
    Serve,
    /// The database.
    Migrate,
    /// The address.
    Healthcheck,
}

/// The sections that could be read.
pub(crate) struct Parts {
    pub grpc: Option<Grpc>,
    pub admin: Option<Admin>,
    pub database: Option<Database>,
    pub nats: Option<Nats>,
    pub keys: Option<Keys>,
    pub auth: Option<Auth>,
    pub telemetry: Option<Telemetry>,
    pub run: Option<Run>,
    /// `key = value`, one line for each, without secrets.
    pub shown: Vec<String>,
}

impl Config {
    /// Reads the configuration of a service from the text of a TOML file, for those who start a service inside
    /// their own process.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn from_toml(service: &'static str, text: &str) -> Result<Self, Problems> {
        let parts = read(service, Needs::Serve, Some(text), [])?;
        Self::of(parts)
    }

    pub(crate) fn of(parts: Parts) -> Result<Self, Problems> {
        let whole = (|| {
            Some(Self {
                grpc: parts.grpc?,
                admin: parts.admin?,
                database: parts.database?,
                nats: parts.nats?,
                keys: parts.keys?,
                auth: parts.auth?,
                telemetry: parts.telemetry?,
                run: parts.run?,
            })
        })();
        // A section that could not be read has told why before.
        whole.ok_or_else(|| Problems(Vec::new()))
    }
}

/// Reads file and environment.
pub(crate) fn load(
    service: &'static str,
    needs: Needs,
    file: Option<&Path>,
) -> Result<Parts, Problems> {
    let text = file.map(std::fs::read_to_string).transpose().map_err(|error| {
        let what = format!("the file cannot be read: {}", error.kind());
        Problems(vec![Problem { key: "--config".to_owned(), what }])
    })?;
    // A name or value that is no text cannot be one of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    read(service, needs, text.as_deref(), environment)
}

pub(crate) fn read(
    service: &'static str,
    needs: Needs,
    text: Option<&str>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Parts, Problems> {
    let (values, problems) = Values::read(text, environment);
    let mut reader = Reader::new(values, problems);
    let all = needs == Needs::Serve;
    let parts = Parts {
        grpc: Grpc::read(&mut reader, all || needs == Needs::Healthcheck),
        admin: Admin::read(&mut reader, all),
        database: Database::read(&mut reader, all || needs == Needs::Migrate, service, needs),
        nats: Nats::read(&mut reader, all),
        keys: Keys::read(&mut reader, all),
        auth: Auth::read(&mut reader, all),
        telemetry: Telemetry::read(&mut reader, all),
        run: Run::read(&mut reader, all),
        shown: Vec::new(),
    };
    let shown = reader.finish()?;
    Ok(Parts { shown, ..parts })
}

//! Where values come from: the file, over it the environment. Flat, by dotted key.

use std::collections::BTreeMap;

use super::Problem;

const PREFIX: &str = "JOBBRO_";
const BETWEEN: &str = "__";

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub raw: Raw,
    pub from: Origin,
}

/// As it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    Number(i64),
    /// A TOML type that no key of ours has.
    Other,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    File,
    Environment(String),
}

/// All values by key.
pub(super) struct Values {
    values: BTreeMap<String, Value>,
    /// Environment names of ours without the double underscore: other programs' settings, or a slip.
    others: Vec<String>,
}

impl Values {
    pub fn read(
        text: Option<&str>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Vec<Problem>) {
        let mut values = BTreeMap::new();
        let mut problems = Vec::new();
        match text.unwrap_or_default().parse::<toml::Table>() {
            Ok(table) => flatten("", table, &mut values),
            Err(error) => problems.push(unreadable(text.unwrap_or_default(), &error)),
        }
        let mut others = Vec::new();
        for (name, value) in environment.into_iter().filter(|it| it.0.starts_with(PREFIX)) {
            if let Some(key) = key_of(&name) {
                let raw = Raw::Text(value);
                values.insert(key, Value { raw, from: Origin::Environment(name) });
            } else {
                others.push(name);
            }
        }
        (Self { values, others }, problems)
    }

    pub fn take(&mut self, key: &str) -> Option<Value> {
        self.values.remove(key)
    }

    /// What nobody took.
    pub fn left(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.values.iter()
    }

    /// The environment name that was meant to be the key, with a single underscore.
    pub fn slip(&self, key: &str) -> Option<&str> {
        let name = format!("{PREFIX}{}", key.replace('.', "_").to_uppercase());
        self.others.iter().find(|it| **it == name).map(String::as_str)
    }
}

/// The environment name of a key.
pub(super) fn name_of(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', BETWEEN).to_uppercase())
}

/// `JOBBRO_GRPC__LISTEN` is `grpc.listen`. Names without the double underscore are settings of other programs.
fn key_of(name: &str) -> Option<String> {
    let rest = name.strip_prefix(PREFIX).filter(|it| it.contains(BETWEEN))?;
    Some(rest.replace(BETWEEN, ".").to_lowercase())
}

fn flatten(above: &str, table: toml::Table, values: &mut BTreeMap<String, Value>) {
    for (name, value) in table {
        let key = if above.is_empty() { name } else { format!("{above}.{name}") };
        let raw = match value {
            toml::Value::Table(inner) => {
                flatten(&key, inner, values);
                continue;
            }
            toml::Value::String(text) => Raw::Text(text),
            toml::Value::Integer(number) => Raw::Number(number),
            toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => Raw::Other,
        };
        values.insert(key, Value { raw, from: Origin::File });
    }
}

/// The parser's own message may show the line, and the line may hold a secret.
fn unreadable(text: &str, error: &toml::de::Error) -> Problem {
    let before = error.span().and_then(|it| text.get(..it.start)).unwrap_or_default();
    let line = before.lines().count().max(1);
    Problem { key: "--config".to_owned(), what: format!("is no TOML, see line {line}") }
}

//! Takes keys one by one, remembers what is wrong and what is used.

use std::{fmt, path::Path};

use super::{
    Problem, Problems,
    source::{Origin, Raw, Value, Values, name_of},
};

/// A value that is never shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// The value.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// One key: its name, what it must be, and what holds without it.
pub(super) struct Key<'a> {
    pub name: &'static str,
    pub must: &'static str,
    pub default: Option<&'a str>,
    /// Missing is wrong, where there is no default.
    pub needed: bool,
}

pub(super) struct Reader {
    values: Values,
    problems: Vec<Problem>,
    shown: Vec<String>,
    asked: Vec<&'static str>,
}

impl Reader {
    pub fn new(values: Values, problems: Vec<Problem>) -> Self {
        Self { values, problems, shown: Vec::new(), asked: Vec::new() }
    }

    /// A text that `read` understands.
    pub fn text<T>(&mut self, key: &Key<'_>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(value) = self.take(key.name) else { return self.default(key, read) };
        let parsed = match &value.raw {
            Raw::Text(text) => read(text),
            Raw::Number(_) | Raw::Other => None,
        };
        if parsed.is_none() {
            self.wrong(key.name, &format!("must be {}", key.must), Some(&value));
        } else if let Raw::Text(text) = &value.raw {
            self.show(key.name, text, &source(&value));
        }
        parsed
    }

    /// A whole number; in the file a number, in the environment its digits.
    pub fn number<T>(&mut self, key: &Key<'_>, read: impl Fn(i64) -> Option<T>) -> Option<T> {
        let parse = |text: &str| text.parse().ok().and_then(&read);
        let Some(value) = self.take(key.name) else { return self.default(key, parse) };
        let parsed = match (&value.raw, &value.from) {
            (Raw::Number(number), _) => read(*number),
            (Raw::Text(text), Origin::Environment(_)) => parse(text),
            (Raw::Text(_) | Raw::Other, _) => None,
        };
        if parsed.is_none() {
            self.wrong(key.name, &format!("must be {}", key.must), Some(&value));
        }
        let text = match &value.raw {
            Raw::Number(number) => number.to_string(),
            Raw::Text(text) => text.clone(),
            Raw::Other => String::new(),
        };
        self.show(key.name, &text, &source(&value));
        parsed
    }

    /// A secret, by itself or in the file that the key with `_file` names. Absent: `Some(None)`.
    #[expect(clippy::option_option, reason = "outside: it could be read; inside: it was given")]
    pub fn secret(
        &mut self,
        name: &'static str,
        in_file: &'static str,
        wanted: bool,
    ) -> Option<Option<Secret>> {
        let file = self.take(in_file);
        let Some(value) = self.take(name) else {
            return file.map_or(Some(None), |it| self.file(in_file, &it, wanted).map(Some));
        };
        if file.is_some() {
            self.wrong(name, &format!("must not be given beside {in_file}"), Some(&value));
            return None;
        }
        let Raw::Text(text) = &value.raw else {
            self.wrong(name, "must be a text", Some(&value));
            return None;
        };
        self.show(name, "(secret)", &source(&value));
        Some(Some(Secret(text.clone())))
    }

    /// A text that only a file may hold; its path is the value of the key. It is read where that is wanted.
    #[expect(clippy::option_option, reason = "outside: it could be read; inside: it was given")]
    pub fn secret_file(&mut self, key: &Key<'_>, wanted: bool) -> Option<Option<Secret>> {
        let Some(value) = self.take(key.name) else {
            if key.needed {
                self.wrong(key.name, &format!("is missing; must be {}", key.must), None);
                return None;
            }
            return Some(None);
        };
        self.file(key.name, &value, wanted).map(Some)
    }

    /// Reads the file where its content is wanted; a last line feed does not belong to it.
    fn file(&mut self, name: &'static str, value: &Value, wanted: bool) -> Option<Secret> {
        let Raw::Text(path) = &value.raw else {
            self.wrong(name, "must be the path of a file", Some(value));
            return None;
        };
        self.show(name, path, &source(value));
        if !wanted {
            return Some(Secret::default());
        }
        match std::fs::read_to_string(Path::new(path)) {
            Ok(text) => Some(Secret(text.trim_end_matches(['\n', '\r']).to_owned())),
            Err(error) => {
                let what = format!("the file cannot be read: {}", error.kind());
                self.wrong(name, &what, Some(value));
                None
            }
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.asked.push(key);
        self.values.take(key)
    }

    fn default<T>(&mut self, key: &Key<'_>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        if let Some(default) = key.default {
            self.show(key.name, default, "default");
            return read(default);
        }
        if key.needed {
            self.wrong(key.name, &format!("is missing; must be {}", key.must), None);
        }
        None
    }

    /// Remembers what is wrong with a key, and where it stands.
    pub fn wrong(&mut self, key: &str, what: &str, value: Option<&Value>) {
        let place = value.map(|it| format!(" ({})", source(it))).unwrap_or_default();
        self.problems.push(Problem { key: key.to_owned(), what: format!("{what}{place}") });
    }

    fn show(&mut self, name: &str, value: &str, source: &str) {
        self.shown.push(format!("{name} = {value:?}  # {source}"));
    }

    /// What is used, if nothing is wrong. A key that nobody took is wrong.
    pub fn finish(mut self) -> Result<Vec<String>, Problems> {
        for (key, value) in self.values.left() {
            let what = format!("there is no such key ({})", source(value));
            self.problems.push(Problem { key: key.clone(), what });
        }
        for key in self.asked {
            if let Some(name) = self.values.slip(key) {
                let what = format!("write {} for {name}", name_of(key));
                self.problems.push(Problem { key: key.to_owned(), what });
            }
        }
        if self.problems.is_empty() { Ok(self.shown) } else { Err(Problems(self.problems)) }
    }
}

fn source(value: &Value) -> String {
    match &value.from {
        Origin::File => "file".to_owned(),
        Origin::Environment(name) => format!("environment {name}"),
    }
}

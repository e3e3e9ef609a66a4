//! Arrows point one way: `services/<s>/domain → kernel, law`; `services → crates`; no service knows another.

use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

use super::sources::Source;

/// A crate of the workspace, as `cargo metadata` knows it.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, from the root.
    pub folder: String,
    /// What it needs.
    pub needs: Vec<Need>,
}

/// One dependency.
#[derive(Clone, Debug)]
pub struct Need {
    /// Of that crate.
    pub name: String,
    /// Only for tests, examples and benches.
    pub dev: bool,
}

/// What a pure crate may need.
const PURE: [(&str, &[&str]); 3] = [
    ("kernel", &["jiff", "thiserror", "uuid", "zeroize"]),
    ("law", &["jiff", "kernel", "thiserror"]),
    ("domain", &["kernel", "law", "thiserror"]),
];

/// Who may know a crate that not everyone may know, other than by a dev-dependency.
const ONLY: [(&str, &[&str]); 4] = [
    ("async-nats", &["messaging", "service-kit", "testkit"]),
    ("servers", &["testkit", "xtask"]),
    ("testkit", &["journeys"]),
    ("xtask", &["journeys"]),
];

/// Who may know sqlx, besides the services.
const SQLX: [&str; 6] =
    ["event-log", "messaging", "projections", "service-kit", "testkit", "xtask"];

/// Reads them.
///
/// # Errors
/// When this is not what `cargo metadata` prints.
pub fn packages(metadata: &Value) -> anyhow::Result<Vec<Package>> {
    let root = metadata["workspace_root"].as_str().context("cargo names the root")?;
    let packages = metadata["packages"].as_array().context("cargo lists packages")?;
    packages.iter().map(|it| package(root, it)).collect()
}

fn package(root: &str, value: &Value) -> anyhow::Result<Package> {
    let text = |it: &Value| it.as_str().map(ToOwned::to_owned).context("cargo names packages");
    let manifest = text(&value["manifest_path"])?;
    let folder = Path::new(&manifest).parent().and_then(|it| it.strip_prefix(root).ok());
    let needs = value["dependencies"].as_array().context("cargo lists dependencies")?;
    let need = |it: &Value| {
        anyhow::Ok(Need { name: text(&it["name"])?, dev: it["kind"].as_str() == Some("dev") })
    };
    Ok(Package {
        name: text(&value["name"])?,
        folder: folder.context("a member lies below the root")?.display().to_string(),
        needs: needs.iter().map(need).collect::<anyhow::Result<_>>()?,
    })
}

impl Package {
    fn is_domain(&self) -> bool {
        self.folder.ends_with("/domain")
    }

    /// The service it belongs to: it is the service, or its domain.
    fn service(&self) -> Option<&str> {
        self.folder.strip_prefix("services/")?.split('/').next()
    }

    fn pure(&self) -> Option<&'static [&'static str]> {
        let key = if self.is_domain() { "domain" } else { &self.name };
        PURE.iter().find(|(name, _)| *name == key).map(|(_, needs)| *needs)
    }

    fn may_know_sqlx(&self) -> bool {
        SQLX.contains(&self.name.as_str()) || (self.service().is_some() && !self.is_domain())
    }
}

/// Every broken arrow.
#[must_use]
pub fn problems(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        for need in &package.needs {
            if let Some(why) = wrong(package, need, packages) {
                found.push(format!("{} needs {}: {why}", package.name, need.name));
            }
        }
    }
    found
}

fn wrong(package: &Package, need: &Need, packages: &[Package]) -> Option<String> {
    let known = packages.iter().find(|it| it.name == need.name);
    if let Some(service) = known.and_then(Package::service) {
        if package.folder.starts_with("crates/") {
            return Some("a shared crate knows no service".to_owned());
        }
        if package.service().is_some_and(|it| it != service) {
            return Some("services meet in proto and on NATS, not in code".to_owned());
        }
        if package.is_domain() {
            return Some("a domain crate does not know its service".to_owned());
        }
        if package.service() == Some(service) {
            return None;
        }
    }
    if need.dev {
        return None;
    }
    if let Some(may) = package.pure().filter(|it| !it.contains(&need.name.as_str())) {
        return Some(format!("a pure crate needs nothing but {}", may.join(", ")));
    }
    let only = ONLY.iter().find(|(name, _)| *name == need.name);
    if let Some((_, may)) = only.filter(|(_, may)| !may.contains(&package.name.as_str())) {
        return Some(format!("only {} and tests may", may.join(", ")));
    }
    if need.name == "sqlx" && !package.may_know_sqlx() {
        return Some(format!("only services, {} and tests may", SQLX.join(", ")));
    }
    None
}

/// A service speaks SQL in its projections only.
#[must_use]
pub fn misplaced_sql(sources: &[Source]) -> Vec<String> {
    let speaks = |it: &&Source| {
        let words = ["sqlx::query", "query_as(", "query_as::<", "query_scalar(", "query_scalar::<"];
        words.iter().any(|word| it.text.contains(word))
    };
    sources
        .iter()
        .filter(|it| it.is("rs") && it.path.starts_with("services/") && !it.is_test())
        .filter(|it| !it.path.contains("/src/projections"))
        .filter(speaks)
        .map(|it| format!("{}: SQL of a service stands in its src/projections", it.path))
        .collect()
}

#[cfg(test)]
mod tests;

//! What an image is made from: a list of files, and one hash of all they hold. An image's tag is that hash, so an
//! image is kept while nothing it is made from has changed, and no tag is ever written twice.

use std::path::{Path, PathBuf};

use anyhow::Context;
use aws_lc_rs::digest::{self, SHA256};

/// Folders and files that go into the images of the services; the rest of `.dockerignore` is below.
const TAKEN: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "crates",
    "services",
    "tests/Cargo.toml",
    "proto",
    "deploy",
];

/// Crates that no service is built from: only their manifests are taken, which the lock file needs.
const MANIFEST_ONLY: [&str; 3] = ["crates/xtask", "crates/testkit", "crates/servers"];

/// The files the services' images are built from, relative to the root, sorted. The same as `.dockerignore` lets
/// through: no tests, nothing built, nothing secret.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for name in TAKEN {
        walk(root, Path::new(name), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(root: &Path, path: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if left_out(path) {
        return Ok(());
    }
    let full = root.join(path);
    if full.is_dir() {
        let entries =
            std::fs::read_dir(&full).with_context(|| format!("cannot read {}", full.display()))?;
        for entry in entries {
            walk(root, &path.join(entry?.file_name()), found)?;
        }
    } else if full.is_file() {
        found.push(path.to_owned());
    }
    Ok(())
}

fn left_out(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let name = path.file_name().unwrap_or_default();
    if text.starts_with("deploy/") {
        return !(text.starts_with("deploy/images") || text.starts_with("deploy/postgres"))
            || text.starts_with("deploy/images/stand-ins");
    }
    name == "target"
        || name == "tests.rs"
        || (name == "tests" && path.components().count() > 1)
        || MANIFEST_ONLY.iter().any(|it| {
            path.strip_prefix(it)
                .is_ok_and(|rest| rest != Path::new("") && rest != Path::new("Cargo.toml"))
        })
}

/// A hash of parts: the same parts, the same hash. Sixteen hex digits.
#[derive(Default)]
pub struct Inputs(Vec<u8>);

impl Inputs {
    /// With another part.
    #[must_use]
    pub fn and(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.extend(digest::digest(&SHA256, part).as_ref());
        self
    }

    /// With the content of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn and_file(self, file: &Path) -> anyhow::Result<Self> {
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(self.and(bytes))
    }

    /// With the names and contents of files below a folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn and_files(mut self, root: &Path, files: &[PathBuf]) -> anyhow::Result<Self> {
        for file in files {
            self = self.and(file.to_string_lossy().as_bytes()).and_file(&root.join(file))?;
        }
        Ok(self)
    }

    /// The hash.
    #[must_use]
    pub fn hash(&self) -> String {
        hex::encode(&digest::digest(&SHA256, &self.0).as_ref()[..8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn a_service_is_made_from_sources_and_contracts_and_no_more() {
        let files = files(&workspace::root()).unwrap();
        let has = |it: &str| files.contains(&PathBuf::from(it));
        for taken in [
            "Cargo.lock",
            "crates/kernel/src/lib.rs",
            "crates/xtask/Cargo.toml",
            "proto/jobbro/citizens/v1/service.proto",
            "deploy/images/Dockerfile",
            "tests/Cargo.toml",
        ] {
            assert!(has(taken), "{taken} is missing");
        }
        for not in [
            "crates/xtask/src/main.rs",
            "crates/proto/src/tests.rs",
            "docker-compose.yml",
            "deploy/images/stand-ins/Dockerfile.nats",
        ] {
            assert!(!has(not), "{not} is taken");
        }
        let hidden = |it: &PathBuf| {
            it.starts_with("target") || it.starts_with("deploy/secrets") || it.starts_with(".git")
        };
        assert!(!files.iter().any(hidden));
    }

    #[test]
    fn another_content_or_another_cut_gives_another_hash() {
        let hash = |parts: &[&str]| parts.iter().fold(Inputs::default(), Inputs::and).hash();
        assert_eq!(hash(&["a", "b"]), hash(&["a", "b"]));
        assert_ne!(hash(&["a", "b"]), hash(&["ab"]));
        assert_ne!(hash(&["a", "b"]), hash(&["b", "a"]));
        assert_eq!(hash(&["a"]).len(), 16);
    }
}

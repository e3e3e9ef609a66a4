//! The files that are under version control.

use std::{path::Path, process::Command};

use anyhow::Context as _;

/// A text file of the workspace.
#[derive(Clone, Debug)]
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// Whether its name ends so.
    #[must_use]
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|it| it == extension)
    }

    /// Whether it is compiled for tests only.
    #[must_use]
    pub fn is_test(&self) -> bool {
        let path = &self.path;
        path.contains("/tests/") || path.starts_with("tests/") || path.ends_with("/tests.rs")
    }
}

/// Every tracked text file, as it stands in the folder, and what is new but not ignored.
///
/// # Errors
/// When git does not say what is tracked.
pub fn tracked(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root);
    let output = git.output().context("cannot run git")?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "git ls-files failed: {said}");
    let names = String::from_utf8(output.stdout).context("file names are UTF-8")?;
    let mut found: Vec<Source> = names
        .split('\0')
        .filter(|it| !it.is_empty())
        // Deleted but still listed, or no text: not for us.
        .filter_map(|path| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some(Source { path: path.to_owned(), text })
        })
        .collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found.dedup_by(|one, other| one.path == other.path);
    Ok(found)
}

/// Made up, for tests of the checks.
#[cfg(test)]
pub(crate) fn planted(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

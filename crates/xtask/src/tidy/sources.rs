//! The files that are under version control.

use std::{path::Path, process::Command};

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

/// Every tracked text file, as it stands in the folder, and what is new but not ignored. Where git does not say
/// (no git, an exported folder), every file that is not made here.
///
/// # Errors
/// When the folder cannot be read.
pub fn tracked(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut names = by_git(root);
    if names.is_empty() {
        walk(root, Path::new(""), &mut names)?;
    }
    names.sort();
    names.dedup();
    // Deleted but still listed, or no text: not for us.
    let read = |path: String| {
        let text = std::fs::read_to_string(root.join(&path)).ok()?;
        Some(Source { path, text })
    };
    Ok(names.into_iter().filter_map(read).collect())
}

fn by_git(root: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root);
    let output = git.output().ok().filter(|it| it.status.success());
    let names = output.and_then(|it| String::from_utf8(it.stdout).ok()).unwrap_or_default();
    names.split('\0').filter(|it| !it.is_empty()).map(ToOwned::to_owned).collect()
}

/// What `.gitignore` names, in short.
const MADE_HERE: [&str; 4] = [".git", "target", ".tools", ".run"];

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if MADE_HERE.iter().any(|it| entry.file_name() == *it) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(root, &path, found)?;
        } else if let Some(path) = path.to_str() {
            found.push(path.to_owned());
        }
    }
    Ok(())
}

/// Made up, for tests of the checks.
#[cfg(test)]
pub(crate) fn planted(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{by_git, walk};
    use crate::workspace;

    #[test]
    fn a_folder_without_git_is_read_as_well() {
        let (root, mut walked) = (workspace::root(), Vec::new());
        let listed = by_git(&root);
        walk(&root, std::path::Path::new(""), &mut walked).unwrap();
        let walked: BTreeSet<_> = walked.into_iter().collect();
        assert!(walked.contains("Cargo.toml") && walked.contains("crates/xtask/src/tidy.rs"));
        assert!(!walked.iter().any(|it| it.starts_with("target/") || it.starts_with(".git/")));
        for path in listed.iter().filter(|it| root.join(it).exists()) {
            assert!(walked.contains(path), "{path} is missing");
        }
    }
}

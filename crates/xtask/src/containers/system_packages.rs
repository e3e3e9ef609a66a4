//! The Debian this machine is: its suite and its mirror, read when they are needed and written nowhere.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, bail};

use super::command::{logged, succeeds};

/// The suite of this machine, as `bookworm`.
///
/// # Errors
/// When this is no Debian.
pub fn suite() -> anyhow::Result<String> {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines()
        .find_map(|it| it.strip_prefix("VERSION_CODENAME="))
        .map(|it| it.trim_matches('"').to_owned())
        .context("images can neither be pulled nor made here: stand-ins need a Debian machine")
}

/// Where this machine gets its packages from.
///
/// # Errors
/// When its sources name none for that suite.
pub fn mirror(suite: &str) -> anyhow::Result<String> {
    let mut texts = vec![fs::read_to_string("/etc/apt/sources.list").unwrap_or_default()];
    let folder = fs::read_dir("/etc/apt/sources.list.d").into_iter().flatten();
    let mut files: Vec<_> = folder.filter_map(|it| Some(it.ok()?.path())).collect();
    files.sort();
    texts.extend(files.iter().map(|it| fs::read_to_string(it).unwrap_or_default()));
    texts
        .iter()
        .find_map(|it| mirror_in(it, suite))
        .with_context(|| format!("the sources of apt name no mirror for {suite}"))
}

/// The first mirror that a sources file names for a suite; in either of the two forms.
fn mirror_in(text: &str, suite: &str) -> Option<String> {
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if words.next() != Some("deb") {
            continue;
        }
        let mut words = words.skip_while(|it| it.starts_with('[') || it.ends_with(']'));
        let (uri, its_suite) = (words.next()?, words.next()?);
        if its_suite == suite {
            return Some(uri.to_owned());
        }
    }
    text.split("\n\n").find_map(|paragraph| {
        let field = |name: &str| {
            paragraph.lines().find_map(|it| it.strip_prefix(name)).map(str::split_whitespace)
        };
        let binary = field("Types:")?.any(|it| it == "deb");
        let right = field("Suites:")?.any(|it| it == suite);
        if binary && right { field("URIs:")?.next().map(str::to_owned) } else { None }
    })
}

/// Makes sure that there is debootstrap, which makes a Debian from its packages.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn need_debootstrap(log: &Path) -> anyhow::Result<()> {
    if !succeeds(Command::new("id").arg("-u")) || !is_root() {
        bail!("images can neither be pulled nor made here: debootstrap needs root");
    }
    if succeeds(Command::new("debootstrap").arg("--version")) {
        return Ok(());
    }
    println!("  installing debootstrap");
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends", "debootstrap"]);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    if logged(&mut install, log).is_ok() {
        return Ok(());
    }
    // The lists of a fresh machine may be empty.
    logged(Command::new("apt-get").args(["update", "--quiet"]), log)?;
    logged(&mut install, log).context("debootstrap cannot be installed")
}

fn is_root() -> bool {
    super::command::output(Command::new("id").arg("-u")).is_ok_and(|it| it == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_is_read_from_both_forms_of_sources() {
        let lines = "# deb http://old.example/debian bookworm main\n\
                     deb http://other.example/tools stable main\n\
                     deb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian bookworm main\n";
        assert_eq!(mirror_in(lines, "bookworm").unwrap(), "http://mirror.example/debian");
        let paragraphs = "Types: deb\nURIs: http://security.example/debian-security\nSuites: bookworm-security\n\n\
                          Types: deb-src\nURIs: http://sources.example/debian\nSuites: bookworm\n\n\
                          Types: deb\n# a remark\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\n";
        assert_eq!(mirror_in(paragraphs, "bookworm").unwrap(), "http://mirror.example/debian");
        assert_eq!(mirror_in(paragraphs, "trixie"), None);
        assert_eq!(mirror_in("", "bookworm"), None);
    }
}

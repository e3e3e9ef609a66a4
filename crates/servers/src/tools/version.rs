//! What a program says of its own age.

use std::{
    path::Path,
    process::{Command, Stdio},
};

/// The first number of the form `18.6` in what `--version` prints.
pub(super) fn of(program: &Path) -> Option<(u32, u32)> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        .and_then(|it| parse(&it))
}

pub(super) fn parse(said: &str) -> Option<(u32, u32)> {
    said.split_whitespace().find_map(|word| {
        let digits = word.trim_start_matches('v');
        let mut parts = digits.split(|it: char| !it.is_ascii_digit());
        Some((
            parts.next()?.parse().ok()?,
            parts.next().and_then(|it| it.parse().ok()).unwrap_or(0),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_version_is_found_in_what_each_program_says() {
        assert_eq!(parse("postgres (PostgreSQL) 18.6"), Some((18, 6)));
        assert_eq!(parse("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"), Some((15, 14)));
        assert_eq!(parse("postgres (PostgreSQL) 19beta1"), Some((19, 0)));
        assert_eq!(parse("nats-server: v2.15.1"), Some((2, 15)));
        assert_eq!(parse("1.75.0"), Some((1, 75)));
        assert_eq!(parse("no number here"), None);
    }
}

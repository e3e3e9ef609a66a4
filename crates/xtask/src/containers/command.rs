//! Programs that are run for what they do or print.

use std::{
    fs::File,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};

/// What a program printed, when it ended well.
///
/// # Errors
/// What it said when it did not.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let name = name(command);
    let done =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {name}"))?;
    ensure!(
        done.status.success(),
        "{name} ended with {}:\n{}{}",
        done.status,
        last_lines(&String::from_utf8_lossy(&done.stdout)),
        last_lines(&String::from_utf8_lossy(&done.stderr))
    );
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

/// Whether a program ended well; what it says is not shown.
#[must_use]
pub fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|it| it.success())
}

/// Runs a program and writes what it says into a log file.
///
/// # Errors
/// The end of the log when the program did not end well.
pub fn logged(command: &mut Command, log: &Path) -> anyhow::Result<()> {
    let name = name(command);
    let file = log_file(log, &name)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot run {name}"))?;
    ensure!(status.success(), "{name} ended with {status}:\n{}", end_of(log));
    Ok(())
}

/// Runs one program with another one's output as its input; what both say is written into a log file.
///
/// # Errors
/// The end of the log when one of them did not end well.
pub fn piped(from: &mut Command, to: &mut Command, log: &Path) -> anyhow::Result<()> {
    let names = (name(from), name(to));
    let file = log_file(log, &names.1)?;
    let mut from = from
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(file.try_clone()?)
        .spawn()
        .with_context(|| format!("cannot run {}", names.0))?;
    let pipe = from.stdout.take().context("it was asked for")?;
    let to = to
        .stdin(pipe)
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot run {}", names.1));
    // The pipe is closed now, so the first one ends even when the second could not be started.
    let from = from.wait()?;
    let to = to?;
    ensure!(to.success(), "{} ended with {to}:\n{}", names.1, end_of(log));
    ensure!(from.success(), "{} ended with {from}:\n{}", names.0, end_of(log));
    Ok(())
}

/// The last lines of a log.
#[must_use]
pub fn end_of(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    last_lines(&String::from_utf8_lossy(&bytes))
}

fn last_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let mut end = lines[lines.len().saturating_sub(60)..].join("\n");
    if !end.is_empty() {
        end.push('\n');
    }
    end
}

fn log_file(log: &Path, name: &str) -> anyhow::Result<File> {
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(log)
        .with_context(|| format!("cannot write {}", log.display()))?;
    writeln!(file, "# {name}")?;
    Ok(file)
}

/// The program and its first word, as `docker build`.
fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.get_args().next() {
        Some(first) => format!("{program} {}", first.to_string_lossy()),
        None => program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_failed_is_told_with_what_it_said() {
        assert_eq!(output(&mut shell("echo good")).unwrap(), "good");
        let error = output(&mut shell("echo out; echo bad >&2; exit 3")).unwrap_err().to_string();
        assert!(error.contains("out") && error.contains("bad") && error.contains('3'), "{error}");
        assert!(output(&mut Command::new("jobbro-no-such-program")).is_err());
        assert!(succeeds(&mut shell("true")));
        assert!(!succeeds(&mut shell("false")));
    }

    #[test]
    fn both_ends_of_a_pipe_must_end_well() {
        let log = std::env::temp_dir().join(format!("jobbro-pipe-{}", std::process::id()));
        assert!(piped(&mut shell("echo a"), &mut shell("grep -q a"), &log).is_ok());
        assert!(piped(&mut shell("echo b"), &mut shell("grep -q a"), &log).is_err());
        assert!(piped(&mut shell("echo a; exit 2"), &mut shell("grep a"), &log).is_err());
        assert!(logged(&mut shell("echo the end; exit 1"), &log).is_err());
        assert!(end_of(&log).ends_with("the end\n"));
        std::fs::remove_file(log).unwrap();
    }
}

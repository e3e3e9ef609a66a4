//! What the system knows of processes: from `/proc` where there is one, else from `ps`.

use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal};

/// Generous: machines that test are busy.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// Sends a signal; a process that is gone already is no fault.
pub(crate) fn signal(pid: i32, signal: Signal) -> anyhow::Result<()> {
    let target = Pid::from_raw(pid).ok_or_else(|| anyhow::anyhow!("{pid} is no process id"))?;
    match rustix::process::kill_process(target, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
        Err(error) => Err(anyhow::anyhow!("cannot signal process {pid}: {error}")),
    }
}

/// Whether it still runs. One that is dead and not yet waited for does not.
#[cfg(test)]
pub(crate) fn runs(pid: i32) -> bool {
    any_runs(&[pid])
}

/// Whether any of them still runs.
pub(crate) fn any_runs(pids: &[i32]) -> bool {
    table().into_iter().any(|it| pids.contains(&it.pid) && it.state != 'Z')
}

/// The processes that this one has started and that still run.
pub(crate) fn children(parent: i32) -> Vec<i32> {
    let all = table().into_iter();
    all.filter(|it| it.parent == parent && it.state != 'Z').map(|it| it.pid).collect()
}

/// Looks again and again until it is true.
///
/// # Errors
/// What is waited for, when the patience ends; and what `is_true` answers.
pub(crate) fn wait_until(
    what: &str,
    patience: Duration,
    mut is_true: impl FnMut() -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let started = Instant::now();
    while !is_true()? {
        anyhow::ensure!(started.elapsed() < patience, "waited {patience:?} in vain: {what}");
        std::thread::sleep(Duration::from_millis(15));
    }
    Ok(())
}

struct Entry {
    pid: i32,
    parent: i32,
    state: char,
}

fn table() -> Vec<Entry> {
    let Ok(folder) = fs::read_dir("/proc/self/..") else { return from_ps() };
    folder
        .filter_map(|it| fs::read_to_string(it.ok()?.path().join("stat")).ok())
        .filter_map(|stat| entry(&stat))
        .collect()
}

/// `71 (a name) S 1 …`; the name may hold anything, also blanks and parentheses.
fn entry(stat: &str) -> Option<Entry> {
    let (pid, rest) = stat.split_once(" (")?;
    let (_name, rest) = rest.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    let state = fields.next()?.chars().next()?;
    Some(Entry { pid: pid.parse().ok()?, parent: fields.next()?.parse().ok()?, state })
}

fn from_ps() -> Vec<Entry> {
    let said = Command::new("ps").args(["-A", "-o", "pid=,ppid=,state="]).output();
    let text = said.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            let mut fields = line.split_whitespace();
            let (pid, parent) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
            Some(Entry { pid, parent, state: fields.next()?.chars().next()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{children, entry, runs};

    #[test]
    fn a_process_name_may_hold_anything() {
        let read = entry("71 (a ) S (b) Z 13 71 0").unwrap();
        assert_eq!((read.pid, read.parent, read.state), (71, 13, 'Z'));
    }

    #[test]
    fn a_child_is_seen_and_a_dead_one_is_not() {
        let us = i32::try_from(std::process::id()).unwrap();
        let mut child = std::process::Command::new("sleep").arg("600").spawn().unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        assert!(runs(pid) && children(us).contains(&pid));
        child.kill().unwrap();
        // Not waited for yet: dead, but still listed by the system.
        super::wait_until("the child is dead", super::PATIENCE, || Ok(!runs(pid))).unwrap();
        assert!(!children(us).contains(&pid));
        child.wait().unwrap();
    }
}

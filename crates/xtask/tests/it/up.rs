//! `cargo xtask up` as somebody at a terminal sees it.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

/// It runs. Whatever becomes of the test, it ends with it.
struct Up {
    child: Child,
    out: BufReader<ChildStdout>,
    card: String,
}

/// What it said after its card, and how it ended.
struct End {
    status: ExitStatus,
    out: String,
    err: String,
}

impl Up {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("up")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut up = Self { child, out, card: String::new() };
        while !up.card.ends_with("Ctrl-C ends it\n") {
            let read = up.out.read_line(&mut up.card).unwrap();
            assert_ne!(read, 0, "it ended before it ran:\n{}", up.card);
        }
        up
    }

    /// Every part and its process, as the card names them.
    fn parts(&self) -> Vec<(String, Pid)> {
        let line = self.card.lines().skip_while(|it| *it != "Processes").nth(1).unwrap();
        let each = line.trim().split(", ").map(|it| it.split_once(' ').unwrap());
        each.map(|(name, pid)| (name.to_owned(), Pid::from_raw(pid.parse().unwrap()).unwrap()))
            .collect()
    }

    /// The process of a part, or the one that started them all.
    fn pid(&self, part: &str) -> Pid {
        let parts =
            self.parts().into_iter().chain([("xtask".to_owned(), Pid::from_child(&self.child))]);
        parts.into_iter().find(|(name, _)| name == part).unwrap().1
    }

    /// Everything that listens, as `127.0.0.1:5`.
    fn addresses(&self) -> Vec<String> {
        let digits = |it: &str| it.chars().take_while(char::is_ascii_digit).collect::<String>();
        let mut ports: Vec<_> = self.card.split("127.0.0.1:").skip(1).map(digits).collect();
        ports.sort();
        ports.dedup();
        ports.into_iter().map(|it| format!("127.0.0.1:{it}")).collect()
    }

    /// What it says until its end fits into the pipes.
    fn end(mut self) -> End {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(started.elapsed() < Duration::from_mins(3), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        End { status, out, err }
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// When a process was started, while it runs: with its id that tells it from every other, also from one that has its id
/// later.
fn began(pid: Pid) -> Option<String> {
    let (state, began) = if Path::new("/proc/self/stat").exists() {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // Behind the name, which may hold anything.
        let (_, rest) = stat.rsplit_once(") ")?;
        let fields: Vec<_> = rest.split(' ').collect();
        (fields[0].to_owned(), fields[19].to_owned())
    } else {
        let ps = ["-o", "state=,lstart=", "-p", &pid.to_string()];
        let said = Command::new("ps").args(ps).output().unwrap().stdout;
        let (state, began) = str::from_utf8(&said).unwrap().trim().split_once(' ')?;
        (state.to_owned(), began.trim().to_owned())
    };
    (!state.starts_with('Z')).then_some(began)
}

/// Sends signals as somebody else would; what was said then, with everything ended.
fn after(signals: &[(&str, Signal)]) -> End {
    let up = Up::start();
    let addresses = up.addresses();
    // Postgres, NATS, and two of each of four services.
    assert_eq!(addresses.len(), 10, "{}", up.card);
    assert!(addresses.iter().all(|it| TcpStream::connect(it).is_ok()), "{addresses:?}");
    let parts = up.parts().into_iter().map(|(name, pid)| (name, pid, began(pid)));
    let parts: Vec<_> = parts.collect();
    assert_eq!(parts.len(), 6, "{}", up.card);
    assert!(parts.iter().all(|(.., began)| began.is_some()), "{parts:?}");
    for (part, signal) in signals {
        kill_process(up.pid(part), *signal).unwrap();
    }
    let end = up.end();
    // Not by their ports: those may be another test's by now.
    let left: Vec<_> = parts.iter().filter(|(_, pid, was)| began(*pid) == *was).collect();
    assert!(left.is_empty(), "{left:?} still run:\n{}", end.out);
    end
}

/// Kills a part and expects what is said of it; answers its last lines.
fn last_lines_after_killing(part: &str) -> String {
    let end = after(&[(part, Signal::KILL)]);
    assert_eq!(end.status.code(), Some(1), "{}", end.out);
    let ended = format!("\n{part} ended (signal: 9 (SIGKILL))");
    let last = format!("{ended}, and everything else was ended\n");
    assert!(end.err.ends_with(&last), "{}", end.err);
    let said = end.out.strip_prefix(&format!("{ended}; the last lines it wrote:\n"));
    said.unwrap_or_else(|| panic!("{}", end.out)).to_owned()
}

#[test]
fn a_service_that_dies_is_named_with_its_last_lines_and_everything_ends() {
    let lines = last_lines_after_killing("citizens");
    assert!(lines.contains(r#""message":"serving""#), "{lines}");
}

#[test]
fn a_server_that_dies_is_named_with_its_last_lines_and_everything_ends() {
    let lines = last_lines_after_killing("NATS");
    assert!(lines.contains("Server is ready"), "{lines}");
}

#[test]
fn of_two_that_die_both_are_named() {
    let (stop, kill, go_on) = (Signal::STOP, Signal::KILL, Signal::CONT);
    // It sleeps until both are dead.
    let end = after(&[("xtask", stop), ("NATS", kill), ("citizens", kill), ("xtask", go_on)]);
    assert_eq!(end.status.code(), Some(1), "{}", end.out);
    let said = "\nNATS ended (signal: 9 (SIGKILL)), and everything else was ended, not all of it well:\n\
                citizens ended (signal: 9 (SIGKILL)):\n";
    assert!(end.err.contains(said), "{}", end.err);
}

#[test]
fn an_interrupt_ends_everything_well() {
    let end = after(&[("xtask", Signal::INT)]);
    assert!(end.status.success(), "{}{}", end.out, end.err);
    assert_eq!(end.out, "\nstopping\nstopped\n");
}

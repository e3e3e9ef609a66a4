//! `cargo xtask up` as somebody at a terminal sees it.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpStream,
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

    /// The process of a part, as the card names it.
    fn pid(&self, part: &str) -> Pid {
        let line = self.card.lines().skip_while(|it| *it != "Processes").nth(1).unwrap();
        let mut words = line.split([' ', ',']).skip_while(|it| *it != part);
        Pid::from_raw(words.nth(1).unwrap().parse().unwrap()).unwrap()
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

/// Ends a part as somebody else would; what was said then, with everything ended.
fn after(signal: Signal, part: &str) -> End {
    let up = Up::start();
    let addresses = up.addresses();
    // Postgres, NATS, and two of each of four services.
    assert_eq!(addresses.len(), 10, "{}", up.card);
    assert!(addresses.iter().all(|it| TcpStream::connect(it).is_ok()), "{addresses:?}");
    let pid = if part == "xtask" { Pid::from_child(&up.child) } else { up.pid(part) };
    kill_process(pid, signal).unwrap();
    let end = up.end();
    let left: Vec<_> = addresses.iter().filter(|it| TcpStream::connect(it).is_ok()).collect();
    assert!(left.is_empty(), "{left:?} still listen:\n{}", end.out);
    end
}

/// Kills a part and expects what is said of it; answers its last lines.
fn last_lines_after_killing(part: &str) -> String {
    let end = after(Signal::KILL, part);
    assert_eq!(end.status.code(), Some(1), "{}", end.out);
    let ended = format!("\n{part} ended (signal: 9 (SIGKILL))");
    assert!(end.err.contains(&ended), "{}", end.err);
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
fn an_interrupt_ends_everything_well() {
    let end = after(Signal::INT, "xtask");
    assert!(end.status.success(), "{}{}", end.out, end.err);
    assert_eq!(end.out, "\nstopping\nstopped\n");
}

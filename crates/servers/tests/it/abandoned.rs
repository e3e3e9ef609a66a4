//! However the process that started the servers dies, they end and their folders go.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use servers::{Nats, Postgres};

const VARIABLE: &str = "JOBBRO_SERVERS_TEST_STARTS_AND_WAITS";

/// Not a test by itself: the part that is killed. It is this same program, told to start servers and to wait.
#[test]
fn the_part_that_is_killed() {
    let Some(how) = env::var_os(VARIABLE) else { return };
    let tools = super::tools();
    let (postgres, nats) = (Postgres::start(&tools).unwrap(), Nats::start(&tools).unwrap());
    let (one, other) = (postgres.folder().display(), nats.folder().display());
    // Past the test harness, which keeps what is printed.
    let mut err = std::io::stderr().lock();
    writeln!(err, "started\t{}\t{one}\t{}\t{other}", postgres.port(), nats.port()).unwrap();
    assert!(how != "panics", "as a failing test does");
    loop {
        std::thread::park();
    }
}

struct Started {
    child: Child,
    ports: [u16; 2],
    folders: [String; 2],
}

#[expect(clippy::zombie_processes, reason = "each test waits for it")]
fn start(how: &str) -> Started {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "abandoned::the_part_that_is_killed", "--nocapture"])
        .env(VARIABLE, how)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let mut said = Vec::new();
    for line in lines {
        said.push(line);
        let fields: Vec<&str> = said.last().unwrap().split('\t').collect();
        if let ["started", one, folder, other, store] = fields[..] {
            let ports = [one.parse().unwrap(), other.parse().unwrap()];
            return Started { child, ports, folders: [folder.to_owned(), store.to_owned()] };
        }
    }
    panic!("it did not start: {said:#?}");
}

fn is_all_gone(started: &Started) {
    for port in started.ports {
        let name = format!("nobody listens on {port}");
        super::eventually(&name, || TcpStream::connect(("127.0.0.1", port)).is_err());
    }
    for folder in &started.folders {
        let above = Path::new(folder).parent().unwrap();
        super::eventually(&format!("{} is gone", above.display()), || !above.exists());
    }
}

#[test]
fn servers_end_when_their_owner_is_killed() {
    let mut started = start("waits");
    assert!(started.ports.iter().all(|it| TcpStream::connect(("127.0.0.1", *it)).is_ok()));
    started.child.kill().unwrap();
    started.child.wait().unwrap();
    is_all_gone(&started);
}

#[test]
fn servers_end_when_their_owner_panics() {
    let mut started = start("panics");
    assert!(!started.child.wait().unwrap().success());
    is_all_gone(&started);
}

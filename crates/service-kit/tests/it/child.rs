//! The service as a process.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child as Process, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{
    tiny::ARGUMENTS,
    world::{World, read, until},
};

/// A running service; ended with the test.
pub struct Child {
    process: Process,
    log: PathBuf,
    addresses: PathBuf,
}

/// What a program that ended by itself left.
pub struct Ended {
    pub code: Option<i32>,
    /// Standard output, then standard error.
    pub said: String,
}

fn command(world: &World, arguments: &[&str]) -> Command {
    let configuration = world.configuration().display().to_string();
    let mut lines = vec!["--config", &configuration];
    lines.extend(arguments);
    plain(&lines)
}

fn plain(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "tiny::tiny_service", "--ignored", "--nocapture"])
        .env(ARGUMENTS, arguments.join("\n"))
        .stdin(Stdio::null());
    command
}

/// Runs a subcommand to its end.
pub fn run(world: &World, arguments: &[&str]) -> Ended {
    ended(command(world, arguments))
}

/// Runs without a configuration file.
pub fn run_plain(arguments: &[&str]) -> Ended {
    ended(plain(arguments))
}

fn ended(mut command: Command) -> Ended {
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Ended { code: output.status.code(), said: String::from_utf8(said).unwrap() }
}

impl Child {
    pub fn start(world: &World) -> Self {
        let log = world.file("service.log");
        let process = command(world, &["serve"])
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        Self { process, log, addresses: world.addresses_file() }
    }

    /// Starts it and waits until it serves.
    pub fn serving(world: &World) -> Self {
        let mut child = Self::start(world);
        child.until_serving();
        child
    }

    pub fn until_serving(&mut self) {
        let addresses = self.addresses.clone();
        until("the service serves", || {
            let ended = self.process.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", self.log());
            addresses.exists()
        });
    }

    pub fn log(&self) -> String {
        read(&self.log)
    }

    pub fn grpc(&self) -> SocketAddr {
        self.address("grpc")
    }

    fn address(&self, name: &str) -> SocketAddr {
        let json: Value = serde_json::from_str(&read(&self.addresses)).unwrap();
        json[name].as_str().unwrap().parse().unwrap()
    }

    /// The admin port, also before the service serves.
    pub fn admin(&self) -> SocketAddr {
        let mut found = None;
        until("the admin port is known", || {
            found = self.log().lines().find_map(|line| {
                let json: Value = serde_json::from_str(line).ok()?;
                json["admin.address"].as_str()?.parse().ok()
            });
            found.is_some()
        });
        found.unwrap()
    }

    /// Status and body of a page of the admin port.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.admin()).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: admin\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    pub fn signal(&self) {
        let pid = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
    }

    /// The exit code, once it has ended.
    pub fn code(&mut self) -> Option<i32> {
        let mut status = None;
        until("the service ends", || {
            status = self.process.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap().code()
    }

    pub fn runs(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the service said:\n{}", self.log());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

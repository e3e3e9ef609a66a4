//! A process with a log of its own, asked line by line.

use std::process::Stdio;

use testkit::Database;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::support::PATIENCE;

/// Marks a line of a child that is meant for its parent.
pub(super) const MARK: &str = "child: ";

/// Ends with its handle, however the test ends.
pub(super) struct Process {
    _child: Child,
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts one; returns when its log is open.
    pub(super) async fn start(database: &Database) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "last_place::child::child_process", "--ignored", "--nocapture"])
            .env("JOBBRO_CHILD_URL", database.url())
            .env("JOBBRO_CHILD_KEY", database.root_key_file())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let stdin = child.stdin.take().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut process = Self { _child: child, stdin, lines };
        assert_eq!(process.hear().await, "open");
        process
    }

    pub(super) async fn say(&mut self, line: &str) {
        self.stdin.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        self.stdin.flush().await.unwrap();
    }

    pub(super) async fn hear(&mut self) -> String {
        let said = tokio::time::timeout(PATIENCE, self.next()).await;
        said.expect("the child answers")
    }

    async fn next(&mut self) -> String {
        while let Some(line) = self.lines.next_line().await.unwrap() {
            // The test harness prints its own beside ours, sometimes on the same line.
            if let Some((_, said)) = line.split_once(MARK) {
                return said.to_owned();
            }
        }
        panic!("the child is gone");
    }
}

//! Child processes with logs of their own, asked line by line.

use std::{process::Stdio, time::Duration};

use testkit::Database;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{Child as Process, ChildStdin, ChildStdout, Command},
};

/// Marks a line of a child that is meant for its parent.
pub const MARK: &str = "child: ";

/// Ends with its handle, however the test ends.
pub struct Child {
    _process: Process,
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Starts one; returns when its logs are open.
    pub async fn start(database: &Database, logs: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child::child_process", "--ignored", "--nocapture"])
            .env("JOBBRO_CHILD_URL", database.url())
            .env("JOBBRO_CHILD_KEY", database.root_key_file())
            .env("JOBBRO_CHILD_LOGS", logs.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let stdin = process.stdin.take().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut child = Self { _process: process, stdin, lines };
        assert_eq!(child.hear().await, "open");
        child
    }

    /// Says a line, and hears the answer.
    pub async fn ask(&mut self, line: &str) -> String {
        self.say(line).await;
        self.hear().await
    }

    pub async fn say(&mut self, line: &str) {
        self.stdin.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        self.stdin.flush().await.unwrap();
    }

    pub async fn hear(&mut self) -> String {
        let said = tokio::time::timeout(Duration::from_mins(5), self.next()).await;
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

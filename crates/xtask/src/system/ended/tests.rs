use std::process::Command;

use servers::PrivateFolder;

use super::*;

/// Writes twenty lines and ends with 7 when its standard input does.
const SCRIPT: &str = "seq 20; read -r line; exit 7";

#[test]
fn how_it_ended_is_seen_with_its_last_lines_and_it_can_still_be_waited_for() {
    let folder = PrivateFolder::new("ended", None).unwrap();
    let log = folder.path().join("log");
    let mut command = Command::new("sh");
    command.args(["-c", SCRIPT]).stdin(std::process::Stdio::piped());
    let mut child = command.stdout(fs::File::create(&log).unwrap()).spawn().unwrap();
    let part = Part { name: "a script", pid: i32::try_from(child.id()).ok(), log };
    assert!(part.ended().unwrap().is_none(), "it waits for its input");
    drop(child.stdin.take());
    let ended = loop {
        if let Some(ended) = part.ended().unwrap() {
            break ended;
        }
        std::thread::yield_now();
    };
    let lines: Vec<_> = (6..=20).map(|it| format!("\n  {it}")).collect();
    let said = "a script ended (exit status: 7); the last lines it wrote:";
    assert_eq!(ended.to_string(), said.to_owned() + &lines.concat());
    assert_eq!(child.wait().unwrap().code(), Some(7));
    folder.remove().unwrap();
}

#[test]
fn what_was_ended_on_purpose_is_not_told() {
    let part = Part { name: "a script", pid: None, log: PathBuf::new() };
    assert!(part.ended().unwrap().is_none());
}

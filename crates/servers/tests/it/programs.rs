//! Any other child, as our services are.

use servers::{PrivateFolder, Process, Program, Stop};

fn shell(script: &str) -> Process {
    let folder = PrivateFolder::new("test", None).unwrap().path().to_owned();
    Process::start(Program {
        file: "/bin/sh".into(),
        arguments: vec!["-c".into(), script.into()],
        environment: vec![("WORD".into(), "from the environment".into())],
        forgotten: Vec::new(),
        log: folder.join("log"),
        folder: folder.clone(),
        user: None,
        stop: Stop::Terminate,
        removes: Some(folder),
    })
    .unwrap()
}

#[test]
fn how_it_ends_and_what_it_wrote_is_known() {
    let mut process = shell("echo \"$WORD\"; exit 7");
    super::eventually("it ends", || {
        process.pid().is_none() || {
            match process.ended().unwrap() {
                Some(status) => {
                    assert_eq!(status.code(), Some(7));
                    true
                }
                None => false,
            }
        }
    });
    assert_eq!(process.last_words(), "from the environment");
}

#[test]
fn it_is_asked_before_it_is_killed() {
    let mut process = shell("trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
    super::eventually("it is ready", || process.last_words() == "ready");
    let status = process.stop(std::time::Duration::from_mins(2)).unwrap();
    assert_eq!(status.and_then(|it| it.code()), Some(0));
    assert!(process.stop(std::time::Duration::from_secs(1)).unwrap().is_none());
}

#[test]
fn one_that_does_not_listen_is_killed_and_that_is_an_error() {
    let mut process = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    super::eventually("it is ready", || process.last_words() == "ready");
    let error = process.stop(std::time::Duration::from_millis(200)).unwrap_err().to_string();
    assert!(error.contains("did not stop"), "{error}");
    assert!(process.pid().is_none());
}

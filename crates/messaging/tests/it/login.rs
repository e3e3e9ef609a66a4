//! Showing NATS who we are.

use messaging::{Login, Options, Streams};
use servers::{Port, PrivateFolder, Process, Program, Stop};

use crate::support::{Publisher, event, until, within};

/// A server that lets one user in.
fn guarded() -> (Process, String) {
    let port = Port::free().expect("a free port");
    let folder = PrivateFolder::new("nats", None).expect("a folder");
    let path = folder.path();
    let number = port.number().to_string();
    let arguments = [
        "--addr",
        "127.0.0.1",
        "--port",
        &number,
        "--jetstream",
        "--user",
        "relay",
        "--pass",
        "open sesame",
    ];
    let mut arguments: Vec<_> = arguments.into_iter().map(Into::into).collect();
    arguments.extend(["--store_dir".into(), path.join("store").into()]);
    let process = Process::start(Program {
        file: testkit::tools().nats_server.clone(),
        arguments,
        environment: Vec::new(),
        forgotten: Vec::new(),
        folder: path.to_owned(),
        log: path.join("nats.log"),
        user: None,
        stop: Stop::Interrupt,
        removes: Some(path.to_owned()),
    })
    .expect("NATS starts");
    (process, format!("nats://127.0.0.1:{number}"))
}

fn password(password: &str) -> Login {
    Login::Password { user: "relay".into(), password: password.into() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_with_the_password_gets_in_and_others_do_not() {
    let (_server, url) = guarded();
    let options = Options::new(&url, &testkit::nats_prefix(), "test");
    let connect = async |login| {
        Streams::connect(&options.clone().login(login)).await.expect("the settings can be used")
    };
    let stranger = connect(Login::None).await;
    let wrong = connect(password("sesame")).await;
    let streams = connect(password("open sesame")).await;
    until("the user is let in", async || streams.connected()).await;
    assert!(!stranger.connected());
    assert!(!wrong.connected());

    let client = async_nats::ConnectOptions::with_user_and_password(
        "relay".to_owned(),
        "open sesame".to_owned(),
    )
    .connect(url)
    .await
    .expect("NATS answers");
    let publisher = Publisher::of(client, streams, "citizens");
    publisher.make_stream().await;
    publisher.publish(1..=1).await;
    let mut foreign = publisher.streams.follow("citizens", 0);
    assert_eq!(within("the event", foreign.next(1)).await, [event("citizens", 1)]);
}

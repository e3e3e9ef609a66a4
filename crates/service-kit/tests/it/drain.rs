use std::net::{TcpListener, TcpStream};

use kernel::Role;
use tonic::transport::Channel;

use crate::{
    child::Child,
    client::{ask, channel, question},
    world::{World, until},
};

/// A call that stays in its handler until the file exists.
fn held(
    world: &World,
    channel: &Channel,
) -> (std::path::PathBuf, tokio::task::JoinHandle<Result<String, tonic::Status>>) {
    let file = world.file("go-on");
    let name = file.display().to_string();
    let token = format!("Bearer {}", world.token(&[Role::Caseworker]));
    let channel = channel.clone();
    let call = tokio::spawn(async move {
        let metadata = [("authorization", token.as_str()), ("test-hold", name.as_str())];
        let answer = ask(&channel, question(), &metadata).await?;
        Ok(answer.into_inner().definition)
    });
    until("the call has come", || world.file("go-on.came").exists());
    (file, call)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_signal_lets_calls_finish_and_a_silent_client_does_not_hold_it() {
    let world = World::new().await;
    let mut child = Child::serving(&world);
    let silent = TcpStream::connect(child.grpc()).unwrap();
    let idle = channel(child.grpc()).await;
    let busy = channel(child.grpc()).await;
    let (file, call) = held(&world, &busy);

    child.signal();
    until("it says that it drains", || {
        child.get("/readyz") == (503, "not ready: draining\n".to_owned())
    });
    assert!(child.runs());
    std::fs::write(file, "").unwrap();
    assert_eq!(call.await.unwrap().unwrap(), "350 caseworker");
    assert_eq!(child.code(), Some(0), "{}", child.log());
    assert!(child.log().contains("\"message\":\"stopped\""), "{}", child.log());
    drop((silent, idle));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_signal_stops_at_once_with_a_code_of_its_own() {
    let world = World::new().await;
    let mut child = Child::serving(&world);
    let channel = channel(child.grpc()).await;
    let (_file, call) = held(&world, &channel);
    child.signal();
    until("the first signal is heard", || child.log().contains("first signal: draining"));
    child.signal();
    assert_eq!(child.code(), Some(4), "{}", child.log());
    assert!(call.await.unwrap().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_while_it_waits_for_postgres_ends_it_clean() {
    let mut world = World::new().await;
    // Somebody who hangs up at once; a port given back might be taken by another test.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || listener.incoming().for_each(drop));
    world.set("database.port", &port.to_string());
    let mut child = Child::start(&world);
    until("it waits", || child.log().contains("not yet; trying again"));
    child.signal();
    assert_eq!(child.code(), Some(0), "{}", child.log());
}

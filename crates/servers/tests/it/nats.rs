use std::{fs, net::TcpStream};

use servers::Nats;

fn answers(server: &Nats) -> bool {
    TcpStream::connect(("127.0.0.1", server.port())).is_ok()
}

#[test]
fn it_starts_is_killed_and_comes_back_on_the_same_port() {
    let mut server = Nats::start(&super::tools()).unwrap();
    let url = server.url();
    assert!(answers(&server));
    server.kill().unwrap();
    assert!(!answers(&server) && server.pid().is_none());
    server.restart().unwrap();
    assert!(answers(&server));
    assert_eq!(server.url(), url);
}

#[test]
fn its_store_can_be_wiped_only_while_it_is_down() {
    let mut server = Nats::start(&super::tools()).unwrap();
    let store = server.folder().to_owned();
    let planted = store.join("planted");
    fs::write(&planted, "something").unwrap();
    assert!(server.wipe().unwrap_err().to_string().contains("NATS runs"));
    assert!(planted.exists());
    server.kill().unwrap();
    server.wipe().unwrap();
    assert!(!store.exists());
    server.restart().unwrap();
    assert!(answers(&server) && !planted.exists());
}

#[test]
fn dropping_it_stops_it_and_leaves_no_folder() {
    let server = Nats::start(&super::tools()).unwrap();
    let (port, folder) = (server.port(), server.folder().parent().unwrap().to_owned());
    assert!(folder.exists());
    drop(server);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    assert!(!folder.exists());
}

#[test]
fn two_of_them_do_not_meet() {
    let tools = super::tools();
    let (one, other) = (Nats::start(&tools).unwrap(), Nats::start(&tools).unwrap());
    assert_ne!(one.port(), other.port());
    assert_ne!(one.folder(), other.folder());
}

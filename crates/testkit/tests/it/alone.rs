//! Without servers in the environment, a test binary starts its own, once, and they end with it.

use std::{
    env,
    net::TcpStream,
    process::Command,
    time::{Duration, Instant},
};

use testkit::Database;

const VARIABLE: &str = "JOBBRO_TESTKIT_RUNS_ALONE";

/// Not a test by itself: this same program, run without servers in its environment.
#[tokio::test]
async fn the_part_that_runs_alone() {
    if env::var_os(VARIABLE).is_none() {
        return;
    }
    let (one, other) = (Database::empty().await, Database::empty().await);
    let port = |it: &Database| it.options().get_port();
    assert_eq!(port(&one), port(&other));
    assert!(!one.superuser().is_closed());
    println!("port={}", port(&one));
}

#[test]
fn a_test_binary_without_servers_starts_its_own_once() {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "alone::the_part_that_runs_alone", "--nocapture"])
        .env(VARIABLE, "1")
        .env_remove("JOBBRO_TEST_POSTGRES")
        .env_remove("JOBBRO_TEST_NATS")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let port = said.split("port=").nth(1).unwrap();
    let port: u16 = port.split_whitespace().next().unwrap().parse().unwrap();
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        assert!(started.elapsed() < Duration::from_mins(2), "it still listens on {port}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

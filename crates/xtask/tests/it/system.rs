//! The starter that `up`, `demo` and `test` share.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use xtask::system::{Options, SERVICES, System};

const VARIABLE: &str = "JOBBRO_XTASK_TEST_STARTS_AND_WAITS";

fn listens(address: &str) -> bool {
    TcpStream::connect(address.trim_start_matches("http://")).is_ok()
}

fn addresses(system: &mut System) -> Vec<String> {
    let ports = [system.postgres().port(), system.nats().port()];
    let servers = ports.iter().map(|it| format!("127.0.0.1:{it}"));
    let services = SERVICES.iter().flat_map(|it| [system.grpc(it), system.admin(it)]);
    servers.chain(services).collect()
}

/// Not a test by itself: the part that is killed. It is this same program, told to start everything and to wait.
#[tokio::test]
async fn the_part_that_is_killed() {
    if env::var_os(VARIABLE).is_none() {
        return;
    }
    let mut system = System::start(&Options { quiet: true }).await.unwrap();
    let line = addresses(&mut system).join("\t");
    // Past the test harness, which keeps what is printed.
    writeln!(std::io::stderr(), "started\t{line}").unwrap();
    std::future::pending::<()>().await;
}

#[test]
fn servers_and_services_end_when_xtask_is_killed() {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "system::the_part_that_is_killed", "--nocapture"])
        .env(VARIABLE, "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok) {
        said.push(line);
        if said.last().unwrap().starts_with("started\t") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let last = said.last().unwrap();
    let addresses: Vec<_> = last.split('\t').skip(1).collect();
    // Postgres, NATS, and two of each service.
    assert_eq!(addresses.len(), 2 + 2 * SERVICES.len(), "{said:#?}");
    let started = Instant::now();
    for address in addresses {
        while listens(address) {
            assert!(started.elapsed() < Duration::from_mins(3), "{address} still listens");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[tokio::test]
async fn a_killed_service_comes_back_on_its_address_and_all_stop_well() {
    let mut system = System::start(&Options { quiet: true }).await.unwrap();
    let all = addresses(&mut system);
    assert!(all.iter().all(|it| listens(it)), "{all:?}");
    let citizens = system.grpc("citizens");
    system.kill("citizens").unwrap();
    assert!(!listens(&citizens));
    system.restart("citizens").await.unwrap();
    assert!(listens(&citizens) && system.grpc("citizens") == citizens);
    let card = system.card();
    assert!(all.iter().all(|it| card.contains(it.as_str())), "{all:?} stand in\n{card}");
    system.stop().await.unwrap();
    assert!(!all.iter().any(|it| listens(it)), "{all:?}");
}

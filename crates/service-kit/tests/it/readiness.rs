use servers::Postgres;
use testkit::{Database, tools};

use crate::{
    child::Child,
    client::health,
    world::{World, until},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_not_ready_before_postgres_answers_and_serves_once_it_does() {
    let mut server = Postgres::start(tools()).unwrap();
    let world = World::of(Database::on(&server.url("postgres"), &[]).await);
    server.kill().unwrap();
    let mut child = Child::start(&world);
    until("it says that it is not ready", || {
        child.get("/readyz") == (503, "not ready: starting, postgres\n".to_owned())
    });
    until("it has found Postgres away", || child.log().contains("not yet; trying again"));
    assert_eq!(child.get("/livez").0, 200);
    assert!(!world.addresses_file().exists());
    server.restart().unwrap();
    child.until_serving();
    assert_eq!(health(child.grpc(), "").await, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_goes_with_postgres_and_comes_back_and_liveness_stays() {
    let mut server = Postgres::start(tools()).unwrap();
    let world = World::of(Database::on(&server.url("postgres"), &[]).await);
    let mut child = Child::serving(&world);
    server.kill().unwrap();
    until("not ready", || child.get("/readyz") == (503, "not ready: postgres\n".to_owned()));
    until_health(&child, 2).await;
    assert_eq!(health(child.grpc(), "jobbro.reporting.v1.ReportingService").await, Some(2));
    assert_eq!(health(child.grpc(), "liveness").await, Some(1));
    assert_eq!(child.get("/livez").0, 200);
    server.restart().unwrap();
    until("ready again", || child.get("/readyz").0 == 200);
    until_health(&child, 1).await;
    assert!(child.runs());
}

async fn until_health(child: &Child, expected: i32) {
    let began = std::time::Instant::now();
    while health(child.grpc(), "").await != Some(expected) {
        assert!(began.elapsed().as_secs() < 120, "health never said {expected}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

use async_nats::jetstream::{self, stream::Config};

use crate::{
    child::Child,
    world::{World, until},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_no_copy_of_the_log_takes_the_service_out_of_service() {
    let mut world = World::new().await;
    let prefix = testkit::nats_prefix();
    world.set("nats.prefix", &format!("{prefix:?}"));
    let jetstream = jetstream::new(testkit::nats().await);
    let name = format!("{prefix}_reporting").to_uppercase();
    let subject = format!("{prefix}.reporting.350.Planted");
    let subjects = vec![format!("{prefix}.reporting.>")];
    jetstream.create_stream(Config { name, subjects, ..Config::default() }).await.unwrap();
    jetstream.publish(subject, "planted".into()).await.unwrap().await.unwrap();

    let mut child = Child::start(&world);
    until("it says that the relay has stopped", || {
        child.get("/readyz") == (503, "not ready: relay diverged\n".to_owned())
    });
    assert_eq!(child.get("/livez").0, 200);
    assert!(child.runs());
    child.signal();
    assert_eq!(child.code(), Some(0), "{}", child.log());
}

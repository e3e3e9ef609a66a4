use service_kit::{Config, serve_with};
use tokio_util::sync::CancellationToken;

use crate::{
    client::health,
    tiny::{NAME, start},
    world::{World, read, until},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_runs_inside_another_process_until_it_is_told_to_stop() {
    let world = World::new().await;
    let text = read(&world.configuration());
    let config = Config::from_toml(NAME, &text).unwrap();
    let stop = CancellationToken::new();
    let served = serve_with(config, NAME, &[], stop.clone(), start);
    let served = tokio::spawn(served);
    until("it serves", || world.addresses_file().exists());
    let addresses: serde_json::Value =
        serde_json::from_str(&read(&world.addresses_file())).unwrap();
    let address = addresses["grpc"].as_str().unwrap().parse().unwrap();
    assert_eq!(health(address, "").await, Some(1));
    stop.cancel();
    served.await.unwrap().unwrap();
}

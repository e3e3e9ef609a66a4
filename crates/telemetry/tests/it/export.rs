use std::convert::Infallible;

use telemetry::{
    RpcLayer, Settings, add_link, current_traceparent, init, metrics_text, set_parent,
};
use tower::{Layer as _, ServiceExt as _};
use tracing::Instrument as _;

use crate::collector::Collector;

const PATH: &str = "/jobbro.citizens.v1.CitizenService/GetCitizen";
const REMOTE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

/// What a service does inside a call: stores its context, which a later task takes up.
async fn handle(_: http::Request<()>) -> Result<http::Response<()>, Infallible> {
    let stored = async { current_traceparent() }.instrument(tracing::info_span!("log.append"));
    let stored = stored.await.unwrap();
    let relay = tracing::info_span!(parent: None, "relay.publish");
    set_parent(&relay, &stored);
    relay.in_scope(|| assert!(current_traceparent().unwrap().contains(TRACE)));
    let project = tracing::info_span!(parent: None, "projection.slice");
    add_link(&project, &stored);
    project.in_scope(|| ());
    tracing::debug_span!("too fine").in_scope(|| ());
    Ok(http::Response::builder().header("grpc-status", "5").body(()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_goes_from_the_caller_through_all_that_the_call_causes() {
    let (collector, address) = Collector::start().await;
    let settings = Settings {
        service: "citizens",
        version: "1",
        log: "info".to_owned(),
        otlp_endpoint: Some(address),
    };
    let guard = init(&settings).unwrap();
    let layer = RpcLayer::new([PATH.trim_start_matches('/').to_owned()]);
    let service = layer.layer(tower::service_fn(handle));
    let request = http::Request::get(PATH).header("traceparent", REMOTE).body(()).unwrap();
    service.oneshot(request).await.unwrap();
    tokio::task::spawn_blocking(|| drop(guard)).await.unwrap();

    let rpc = collector.named("citizens.GetCitizen");
    assert_eq!(hex(&rpc.trace_id), TRACE);
    assert_eq!(hex(&rpc.parent_span_id), "b7ad6b7169203331");
    let append = collector.named("log.append");
    assert_eq!(append.parent_span_id, rpc.span_id);
    let relay = collector.named("relay.publish");
    assert_eq!(
        (hex(&relay.trace_id).as_str(), relay.parent_span_id),
        (TRACE, append.span_id.clone())
    );
    let slice = collector.named("projection.slice");
    assert_ne!(hex(&slice.trace_id), TRACE);
    assert_eq!(slice.links[0].span_id, append.span_id);
    assert!(collector.names().iter().all(|it| it != "too fine"));

    let text = metrics_text();
    assert!(text.contains("rpc_server_call_duration_seconds_count"), "{text}");
    assert!(text.contains("rpc_response_status_code=\"NotFound\""), "{text}");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, it| text + &format!("{it:02x}"))
}

use std::convert::Infallible;

use tonic_types::StatusExt as _;
use tower::ServiceExt as _;

use super::*;

const METHOD: &str = "/jobbro.citizens.v1.CitizenService/GetCitizen";

fn layer(room: usize, deadline: Duration) -> CallLayer {
    CallLayer {
        service: "citizens",
        deadline,
        room: Arc::new(Semaphore::new(room)),
        running: TaskTracker::new(),
    }
}

async fn call<F>(layer: &CallLayer, request: Request<()>, answer: fn() -> F) -> Response<Body>
where
    F: Future<Output = Response<Body>> + Send + 'static,
{
    let handler = tower::service_fn(move |_: Request<()>| {
        let answer = answer();
        async move { Ok::<_, Infallible>(answer.await) }
    });
    layer.layer(handler).oneshot(request).await.unwrap()
}

fn ask(path: &str) -> Request<()> {
    Request::post(path).body(()).unwrap()
}

fn reason(response: &Response<Body>) -> String {
    let status = Status::from_header_map(response.headers()).unwrap();
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    assert_eq!(info.domain, "jobbro.dk/citizens");
    assert_eq!(details.localized_message().unwrap().locale, "da-DK");
    info.reason.clone()
}

async fn empty() -> Response<Body> {
    Response::new(Body::empty())
}

#[tokio::test]
async fn a_panic_is_a_fault_without_its_text() {
    async fn panics() -> Response<Body> {
        panic!("secret")
    }
    let response = call(&layer(1, Duration::from_mins(1)), ask(METHOD), panics).await;
    assert_eq!(reason(&response), "INTERNAL_FAULT");
    assert!(!format!("{:?}", response.headers()).contains("secret"));
}

#[test]
fn a_call_may_take_what_its_caller_asks_and_no_more_than_the_server_allows() {
    let layer = layer(1, Duration::from_secs(30));
    for (asked, expected) in [
        (None, 30_000),
        (Some("5S"), 4_995),
        (Some("1H"), 30_000),
        (Some("10m"), 9),
        (Some("x"), 30_000),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(asked) = asked {
            headers.insert("grpc-timeout", asked.parse().unwrap());
        }
        assert_eq!(layer.limit(&headers), Duration::from_millis(expected), "{asked:?}");
    }
}

#[tokio::test]
async fn a_call_that_does_not_end_is_ended() {
    async fn never() -> Response<Body> {
        std::future::pending().await
    }
    let response = call(&layer(1, Duration::from_millis(1)), ask(METHOD), never).await;
    assert_eq!(reason(&response), "DEADLINE");
}

#[tokio::test]
async fn without_room_callers_hear_busy_and_health_is_still_told() {
    let full = layer(0, Duration::from_mins(1));
    assert_eq!(reason(&call(&full, ask(METHOD), empty).await), "BUSY");
    let health = call(&full, ask("/grpc.health.v1.Health/Check"), empty).await;
    assert!(Status::from_header_map(health.headers()).is_none());
    let free = layer(1, Duration::from_mins(1));
    for _ in 0..3 {
        let answer = call(&free, ask(METHOD), empty).await;
        assert!(Status::from_header_map(answer.headers()).is_none());
    }
}

#[tokio::test]
async fn a_failure_in_the_trailers_is_completed_too() {
    async fn broken() -> Response<Body> {
        let mut trailers = HeaderMap::new();
        Status::new(Code::Internal, "secret").add_header(&mut trailers).unwrap();
        let body = http_body_util::Empty::<bytes::Bytes>::new();
        let body = body.with_trailers(async move { Some(Ok(trailers)) });
        Response::new(Body::new(body.map_err(|it: Infallible| match it {})))
    }
    let response = call(&layer(1, Duration::from_mins(1)), ask(METHOD), broken).await;
    let collected = response.into_body().collect().await.unwrap();
    let status = Status::from_header_map(collected.trailers().unwrap()).unwrap();
    assert_eq!(status.get_error_details().error_info().unwrap().reason, "INTERNAL_FAULT");
    assert!(!format!("{status:?}").contains("secret"), "{status:?}");
}

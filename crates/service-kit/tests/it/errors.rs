use bytes::Bytes;
use http_body_util::BodyExt as _;
use kernel::Role;
use proto::reporting::v1::GetIndicatorRequest;
use serde_json::Value;
use tonic::{Code, Status, body::Body, transport::Channel};
use tower::{Service as _, ServiceExt as _};

use crate::{
    child::Child,
    client::{ask, channel, question, told},
    world::World,
};

const METHOD: &str = "/jobbro.reporting.v1.ReportingService/GetIndicator";

/// Sends bytes where a message should be.
async fn send(channel: &Channel, path: &str, token: &str, message: &[u8]) -> Status {
    let length = u32::try_from(message.len()).unwrap();
    send_framed(channel, path, token, length, message).await
}

/// The same with a length of its own before them.
async fn send_framed(
    channel: &Channel,
    path: &str,
    token: &str,
    length: u32,
    message: &[u8],
) -> Status {
    let mut framed = vec![0];
    framed.extend(length.to_be_bytes());
    framed.extend(message);
    let body = http_body_util::Full::new(Bytes::from(framed));
    let request = http::Request::post(format!("http://service{path}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("authorization", token)
        .body(Body::new(body.map_err(|it: std::convert::Infallible| match it {})))
        .unwrap();
    let mut channel = channel.clone();
    let response = channel.ready().await.unwrap().call(request).await.unwrap();
    Status::from_header_map(response.headers()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_has_its_code_reason_domain_and_danish_and_tells_nothing_of_its_cause() {
    let mut world = World::new().await;
    // The client's own timer would end the call first, so the server's is tried.
    world.set("grpc.deadline_seconds", "20");
    let child = Child::serving(&world);
    let channel = channel(child.grpc()).await;
    let token = format!("Bearer {}", world.token(&[Role::Caseworker]));
    let other = format!("Bearer {}", world.token(&[Role::EmployerConsultant]));
    let right = ("authorization", token.as_str());

    let mut heard = Vec::new();
    for metadata in [
        vec![],
        vec![("authorization", "Bearer nonsense")],
        vec![("authorization", other.as_str())],
        vec![right, ("test-do", "panic")],
        vec![right, ("test-do", "fault")],
        vec![right, ("test-do", "for ever")],
    ] {
        heard.push(ask(&channel, question(), &metadata).await.unwrap_err());
    }
    heard.push(ask(&channel, GetIndicatorRequest::default(), &[right]).await.unwrap_err());
    heard.push(send(&channel, METHOD, &token, b"\xff secret").await);
    heard.push(send_framed(&channel, METHOD, &token, 5 << 20, b"").await);
    heard.push(send(&channel, "/jobbro.reporting.v1.ReportingService/No", &token, b"").await);
    // In the contracts, but not of this service.
    let path = "/jobbro.citizens.v1.CitizenService/GetCitizen";
    heard.push(send(&channel, path, &token, b"").await);

    let expected = [
        (Code::Unauthenticated, "UNAUTHENTICATED"),
        (Code::Unauthenticated, "UNAUTHENTICATED"),
        (Code::PermissionDenied, "PERMISSION_DENIED"),
        (Code::Internal, "INTERNAL_FAULT"),
        (Code::Internal, "INTERNAL_FAULT"),
        (Code::DeadlineExceeded, "DEADLINE"),
        (Code::InvalidArgument, "INVALID_FIELDS"),
        (Code::InvalidArgument, "MESSAGE_UNREADABLE"),
        (Code::ResourceExhausted, "MESSAGE_TOO_LARGE"),
        (Code::Unimplemented, "UNKNOWN_METHOD"),
        (Code::Unimplemented, "UNKNOWN_METHOD"),
    ];
    for (status, (code, reason)) in heard.iter().zip(expected) {
        let (told, details) = told(status);
        assert_eq!((status.code(), told.as_str()), (code, reason), "{status:?}");
        let shown = format!("{status:?} {details:?}");
        assert!(!shown.contains("secret") && !shown.contains("decode"), "{shown}");
    }
    let details = told(&heard[6]).1;
    let violations = &details.bad_request().unwrap().field_violations;
    let fields: Vec<_> = violations.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["indicator", "day", "scope"]);

    // The cause of a fault is in the log; what a panic said is nowhere.
    assert!(child.log().contains("a secret in a fault"), "{}", child.log());
    assert!(!child.log().contains("a secret in a panic"), "{}", child.log());
    assert!(child.log().contains("panic.location"), "{}", child.log());

    let slow = lines(&child, "refused").into_iter().filter(|it| it.starts_with("WARN "));
    assert_eq!(slow.collect::<Vec<_>>(), ["WARN DEADLINE"], "{}", child.log());

    // A panic costs its own call and nothing else.
    assert!(ask(&channel, question(), &[right]).await.is_ok());
}

/// The lines that were logged within calls, as `INFO CONFLICT`: those of a message, with the level and the reason.
fn lines(child: &Child, message: &str) -> Vec<String> {
    let log = child.log();
    let lines = log.lines().filter_map(|it| serde_json::from_str::<Value>(it).ok());
    lines
        .filter(|it| it["span"]["name"] == "rpc" && it["message"] == message)
        .map(|it| {
            let reason = it["reason"].as_str().unwrap_or_default();
            format!("{} {reason}", it["level"].as_str().unwrap()).trim_end().to_owned()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_ours_to_mend_is_an_alarm_in_the_log() {
    let world = World::new().await;
    let child = Child::serving(&world);
    let channel = channel(child.grpc()).await;
    let token = format!("Bearer {}", world.token(&[Role::Caseworker]));
    let other = format!("Bearer {}", world.token(&[Role::EmployerConsultant]));
    let right = ("authorization", token.as_str());
    for metadata in
        [vec![], vec![("authorization", other.as_str())], vec![right, ("test-do", "refuse")]]
    {
        ask(&channel, question(), &metadata).await.unwrap_err();
    }
    ask(&channel, GetIndicatorRequest::default(), &[right]).await.unwrap_err();
    send(&channel, METHOD, &token, b"\xff").await;
    send(&channel, "/jobbro.reporting.v1.ReportingService/No", &token, b"").await;
    let refused = [
        "INFO UNAUTHENTICATED",
        "INFO PERMISSION_DENIED",
        "INFO NOT_FOUND",
        "INFO INVALID_FIELDS",
        "INFO MESSAGE_UNREADABLE",
        "INFO UNKNOWN_METHOD",
    ];
    assert_eq!(lines(&child, "refused"), refused, "{}", child.log());
    assert_eq!(lines(&child, "call"), ["INFO"; 6], "{}", child.log());

    ask(&channel, question(), &[right, ("test-do", "fault")]).await.unwrap_err();
    assert_eq!(lines(&child, "fault"), ["ERROR INTERNAL_FAULT"], "{}", child.log());
    assert_eq!(lines(&child, "refused").len(), refused.len(), "{}", child.log());
}

use std::{collections::BTreeSet, time::Duration};

use kernel::Role;
use prost::Message as _;
use prost_types::FileDescriptorProto;
use proto::log::v1::{ResolveTokenRequest, Token, log_service_client::LogServiceClient};
use tonic::{Code, Request};
use tonic_types::StatusExt as _;

use crate::{
    child::Child,
    client::{ask, channel, health, question, told},
    world::{World, until},
};

/// Long enough for the busiest machine.
const PATIENCE: Duration = Duration::from_mins(5);

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_serves_says_so_everywhere() {
    let world = World::new().await;
    let child = Child::serving(&world);
    for name in ["", "jobbro.reporting.v1.ReportingService", "jobbro.log.v1.LogService", "liveness"]
    {
        assert_eq!(health(child.grpc(), name).await, Some(1), "{name:?}");
    }
    assert_eq!(health(child.grpc(), "jobbro.citizens.v1.CitizenService").await, None);
    assert_eq!(child.get("/readyz"), (200, "ready\n".to_owned()));
    assert_eq!(child.get("/livez"), (200, "live\n".to_owned()));
    for line in ["service_ready 1", "rpc_method=\"grpc.health.v1.Health/Check\"", "build_info{"] {
        until(line, || child.get("/metrics").1.contains(line));
    }
    assert!(child.log().contains("\"message\":\"starting\""), "{}", child.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handler_sees_who_asks() {
    let world = World::new().await;
    let child = Child::serving(&world);
    let token = format!("Bearer {}", world.token(&[Role::Migrator, Role::ReportReader]));
    let channel = channel(child.grpc()).await;
    let answer = ask(&channel, question(), &[("authorization", &token)]).await.unwrap();
    assert_eq!(answer.into_inner().definition, "350 report_reader");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_resolved_to_the_own_head_once_the_reactions_are_there() {
    let world = World::new().await;
    let child = Child::serving(&world);
    let token = format!("Bearer {}", world.token(&[Role::Caseworker]));
    let mut client = LogServiceClient::new(channel(child.grpc()).await);
    let mut resolve = async |tokens: Vec<Token>, within: Duration| {
        let mut request = Request::new(ResolveTokenRequest { tokens });
        request.set_timeout(within);
        request.metadata_mut().insert("authorization", token.parse().unwrap());
        client.resolve_token(request).await
    };
    let of = |service: &str, position| Token { service: service.to_owned(), epoch: 1, position };

    let answer = resolve(vec![of("employers", 7)], PATIENCE).await.unwrap().into_inner();
    let own = answer.token.unwrap();
    assert_eq!((own.service.as_str(), own.position), ("reporting", 0));

    // An answer that a busy machine gives too late cannot say why (the client stops listening, too); then it is asked
    // again.
    let mut why = None;
    for _ in 0..30 {
        let status = resolve(vec![of("citizens", 7)], Duration::from_secs(2)).await.unwrap_err();
        let late = matches!(status.code(), Code::DeadlineExceeded | Code::Cancelled);
        assert!(late, "{status:?}");
        why = status.get_details_error_info().map(|it| it.reason);
        if why.as_deref() == Some("NOT_REACHED") {
            break;
        }
    }
    assert_eq!(why.as_deref(), Some("NOT_REACHED"));

    // Nobody would hear of it that it waited for nothing.
    let status = resolve(vec![of("citizen", 7)], PATIENCE).await.unwrap_err();
    let (reason, details) = told(&status);
    assert_eq!(reason, "INVALID_FIELDS");
    let wrong = &details.bad_request().unwrap().field_violations[0];
    assert_eq!(wrong.field, "tokens[0].service");
    assert!(wrong.description.contains("citizens, employers, placements, reporting"));

    let status = resolve(vec![], PATIENCE).await.unwrap_err();
    let (reason, details) = told(&status);
    assert_eq!(reason, "INVALID_FIELDS");
    assert_eq!(details.bad_request().unwrap().field_violations[0].field, "tokens");
}

/// What reflection answers.
macro_rules! asked {
    ($version:ident, $channel:expr, $what:ident($name:expr)) => {{
        use tonic_reflection::pb::$version::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest,
        };
        let message_request = Some(MessageRequest::$what($name));
        let message = ServerReflectionRequest { host: String::new(), message_request };
        let requests = futures::stream::iter([message]);
        let mut client = ServerReflectionClient::new($channel.clone());
        let mut answers = client.server_reflection_info(requests).await.unwrap().into_inner();
        answers.message().await.unwrap().unwrap().message_response.unwrap()
    }};
}

/// The files that reflection answers.
macro_rules! files {
    ($version:ident, $channel:expr, $what:ident($name:expr)) => {{
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let files = match asked!($version, $channel, $what($name)) {
            MessageResponse::FileDescriptorResponse(it) => it.file_descriptor_proto,
            other => panic!("{other:?}"),
        };
        let read = files.iter().map(|it| FileDescriptorProto::decode(it.as_slice()).unwrap());
        read.collect::<Vec<_>>()
    }};
}

/// Every method of every service the server says it has.
macro_rules! listed {
    ($version:ident, $channel:expr) => {{
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let services = match asked!($version, $channel, ListServices(String::new())) {
            MessageResponse::ListServicesResponse(it) => it.service,
            other => panic!("{other:?}"),
        };
        let mut methods = BTreeSet::new();
        for service in services {
            for file in files!($version, $channel, FileContainingSymbol(service.name.clone())) {
                methods.extend(methods_of(&file, &service.name));
            }
        }
        methods
    }};
}

/// Every message of a file, found by one of them, and of those it needs.
macro_rules! described {
    ($version:ident, $channel:expr, $symbol:expr) => {{
        let mut files = files!($version, $channel, FileContainingSymbol($symbol.to_owned()));
        let mut messages = BTreeSet::new();
        while let Some(file) = files.pop() {
            for needed in &file.dependency {
                files.extend(files!($version, $channel, FileByFilename(needed.clone())));
            }
            let names =
                file.message_type.iter().map(|it| format!("{}.{}", file.package(), it.name()));
            messages.extend(names);
        }
        messages
    }};
}

fn methods_of(file: &FileDescriptorProto, service: &str) -> Vec<String> {
    let found =
        file.service.iter().filter(|it| format!("{}.{}", file.package(), it.name()) == service);
    found
        .flat_map(|it| it.method.iter().map(|method| format!("{service}/{}", method.name())))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_lists_every_rpc_in_both_versions() {
    let world = World::new().await;
    let child = Child::serving(&world);
    let channel = channel(child.grpc()).await;
    let expected: BTreeSet<String> = [
        "grpc.health.v1.Health/Check",
        "grpc.health.v1.Health/Watch",
        "jobbro.log.v1.LogService/ResolveToken",
        "jobbro.reporting.v1.ReportingService/GetIndicator",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(listed!(v1, channel), expected);
    assert_eq!(listed!(v1alpha, channel), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_tells_what_the_details_of_a_status_are() {
    let world = World::new().await;
    let child = Child::serving(&world);
    let channel = channel(child.grpc()).await;
    let expected: BTreeSet<String> = [
        "google.protobuf.Duration",
        "google.rpc.BadRequest",
        "google.rpc.ErrorInfo",
        "google.rpc.LocalizedMessage",
        "google.rpc.PreconditionFailure",
        "google.rpc.RetryInfo",
    ]
    .map(str::to_owned)
    .into();
    for details in expected.iter().filter(|it| it.starts_with("google.rpc")) {
        let told = described!(v1, channel, details);
        assert!(told.is_superset(&expected), "{details}: {told:?}");
        let told = described!(v1alpha, channel, details);
        assert!(told.is_superset(&expected), "{details}: {told:?}");
    }
}

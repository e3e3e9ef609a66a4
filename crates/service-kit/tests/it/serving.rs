use std::{collections::BTreeSet, time::Duration};

use kernel::Role;
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

    let status = resolve(vec![], PATIENCE).await.unwrap_err();
    let (reason, details) = told(&status);
    assert_eq!(reason, "INVALID_FIELDS");
    assert_eq!(details.bad_request().unwrap().field_violations[0].field, "tokens");
}

/// Every service the server says it has.
macro_rules! listed {
    ($version:ident, $channel:expr) => {{
        use tonic_reflection::pb::$version::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
        };
        let mut client = ServerReflectionClient::new($channel.clone());
        let mut answer = async |request| {
            let message =
                ServerReflectionRequest { host: String::new(), message_request: Some(request) };
            let requests = futures::stream::iter([message]);
            let mut answers = client.server_reflection_info(requests).await.unwrap().into_inner();
            answers.message().await.unwrap().unwrap().message_response.unwrap()
        };
        let mut methods = BTreeSet::new();
        let services = match answer(MessageRequest::ListServices(String::new())).await {
            MessageResponse::ListServicesResponse(it) => it.service,
            other => panic!("{other:?}"),
        };
        for service in services {
            let request = MessageRequest::FileContainingSymbol(service.name.clone());
            let files = match answer(request).await {
                MessageResponse::FileDescriptorResponse(it) => it.file_descriptor_proto,
                other => panic!("{other:?}"),
            };
            for file in files {
                methods.extend(methods_of(&file, &service.name));
            }
        }
        methods
    }};
}

fn methods_of(file: &[u8], service: &str) -> Vec<String> {
    use prost::Message as _;
    let file = prost_types::FileDescriptorProto::decode(file).unwrap();
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

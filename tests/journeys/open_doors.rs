//! Without a token one may ask whether a service lives and what it offers, and nothing else.

use kernel::Role;
use tokio_stream::StreamExt;
use tonic::{Code, Request, Status, client::Grpc, transport::Channel};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_prost::ProstCodec;
use tonic_reflection::pb::{v1, v1alpha};

use crate::{
    case::Caller,
    system::{Service, System},
};

/// The methods of a service's own contracts, as `/jobbro.log.v1.LogService/ResolveToken`.
fn methods(service: &str) -> Vec<String> {
    let own = [format!("jobbro.{service}.v1"), "jobbro.log.v1".to_owned()];
    let pool = proto::descriptor_pool();
    let services = pool.services().filter(|it| own.iter().any(|own| own == it.package_name()));
    let paths = services.flat_map(|service| {
        let name = service.full_name().to_owned();
        service.methods().map(move |it| format!("/{name}/{}", it.name())).collect::<Vec<_>>()
    });
    paths.collect()
}

/// An empty request of any method.
async fn call(channel: &Channel, path: &str, caller: Option<&Caller>) -> Status {
    let mut client = Grpc::new(channel.clone());
    client.ready().await.unwrap();
    let request = caller.map_or_else(|| Request::new(()), |it| it.asks(()));
    let codec: ProstCodec<(), ()> = ProstCodec::default();
    client.unary(request, path.parse().unwrap(), codec).await.unwrap_err()
}

/// What a service offers, by one of the two versions of reflection.
macro_rules! list {
    ($version:ident, $channel:expr) => {{
        use $version::{
            ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
            server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
        };
        let request = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let mut client = ServerReflectionClient::new($channel.clone());
        let answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap();
        let answer = answers.into_inner().next().await.unwrap().unwrap();
        match answer.message_response {
            Some(MessageResponse::ListServicesResponse(it)) => {
                it.service.into_iter().map(|it| it.name).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_is_refused_without_a_token_and_without_the_role() {
    let system = System::start().await;
    let forged = Caller::new("eyJhbGciOiJub25lIn0.e30.");
    for service in system.all() {
        let channel = service.channel().await;
        let methods = methods(service.name);
        // Who works with companies has nothing to ask of the others.
        let role = match service.name {
            "employers" => Role::ReportReader,
            _ => Role::EmployerConsultant,
        };
        let nobody = system.caller("849", &[role]);
        assert!(methods.len() >= 2, "{methods:?}");
        for path in methods {
            for caller in [None, Some(&forged)] {
                let refused = call(&channel, &path, caller).await;
                assert_eq!(refused.code(), Code::Unauthenticated, "{path}");
            }
            let refused = call(&channel, &path, Some(&nobody)).await;
            // Resolving a token is everyone's; there the empty request is what is wrong.
            let expected = if path.ends_with("/ResolveToken") {
                Code::InvalidArgument
            } else {
                Code::PermissionDenied
            };
            assert_eq!(refused.code(), expected, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_reflection_answer_without_a_token() {
    let system = System::start().await;
    for service in system.all() {
        let channel = service.channel().await;
        let offered = format!("jobbro.{0}.v1.{1}", service.name, own(service));
        for asked in ["", &offered] {
            let request = HealthCheckRequest { service: asked.to_owned() };
            let health = HealthClient::new(channel.clone()).check(request).await.unwrap();
            assert_eq!(health.into_inner().status(), ServingStatus::Serving, "{asked}");
        }
        for listed in [list!(v1, channel), list!(v1alpha, channel)] {
            for expected in [offered.as_str(), "jobbro.log.v1.LogService", "grpc.health.v1.Health"]
            {
                assert!(listed.iter().any(|it| it == expected), "{expected} not in {listed:?}");
            }
        }
    }
}

/// The contract that a service is named after.
fn own(service: &Service) -> &'static str {
    match service.name {
        "citizens" => "CitizenService",
        "employers" => "EmployerService",
        "placements" => "PlacementService",
        _ => "ReportingService",
    }
}

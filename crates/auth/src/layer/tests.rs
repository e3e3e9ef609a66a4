use std::{convert::Infallible, time::Duration};

use kernel::{Clock, Role, Timestamp, Uuid};
use tonic::Code;
use tonic_types::StatusExt as _;
use tower::ServiceExt as _;

use super::*;
use crate::{DevIssuer, DevToken, Keys, Settings};

const GET: &str = "/jobbro.citizens.v1.CitizenService/GetCitizen";
const INDICATOR: &str = "/jobbro.reporting.v1.ReportingService/GetIndicator";

struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }
}

struct Server {
    issuer: DevIssuer,
    layer: AuthLayer,
}

impl Server {
    fn new() -> Self {
        let issuer = DevIssuer::new("https://issuer.example", "jobbro");
        let settings =
            Settings { issuer: issuer.issuer().into(), audience: issuer.audience().into() };
        let keys = Keys::read(&issuer.jwks()).unwrap();
        let verifier = Verifier::new(keys, settings, Arc::new(Standing));
        let layer = AuthLayer::new(verifier, Permissions::ours());
        Self { issuer, layer }
    }

    fn token(&self, roles: &[Role]) -> String {
        let token = DevToken {
            human: Some(Uuid::from_u128(7)),
            client: "case-system",
            municipality: "350",
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_mins(1),
        };
        format!("Bearer {}", self.issuer.token(Standing.now(), &token))
    }

    /// What the caller hears: the caller the handler saw, or the status.
    async fn call(&self, path: &str, authorization: &[&str]) -> Result<Option<Caller>, Status> {
        let handler = tower::service_fn(async |request: Request<()>| {
            assert!(request.headers().get(AUTHORIZATION).is_none());
            let mut response = Response::new(Body::empty());
            if let Some(caller) = request.extensions().get::<Caller>() {
                response.extensions_mut().insert(caller.clone());
            }
            Ok::<_, Infallible>(response)
        });
        let mut request = Request::post(path);
        for value in authorization {
            request = request.header(AUTHORIZATION, *value);
        }
        // A caller set by anyone before the layer counts for nothing.
        let planted = Caller { role: Role::System, ..planted() };
        let request = request.extension(planted).body(()).unwrap();
        let response = self.layer.layer(handler).oneshot(request).await.unwrap();
        match Status::from_header_map(response.headers()) {
            Some(status) => Err(status),
            None => Ok(response.extensions().get::<Caller>().cloned()),
        }
    }
}

fn planted() -> Caller {
    Caller {
        human: None,
        client: "planted".into(),
        municipality: kernel::MunicipalityCode::parse("849").unwrap(),
        roles: Role::ALL.to_vec(),
        role: Role::System,
        on_behalf_of: None,
    }
}

#[tokio::test]
async fn the_handler_sees_the_caller_with_the_role_that_granted() {
    let server = Server::new();
    let token = server.token(&[Role::Migrator, Role::Decider, Role::ReportReader]);
    let caller = server.call(GET, &[&token]).await.unwrap().unwrap();
    assert_eq!((caller.role, caller.municipality.as_str()), (Role::Decider, "350"));
    assert_eq!(caller.roles, [Role::Decider, Role::Migrator, Role::ReportReader]);
    let caller = server.call(INDICATOR, &[&server.token(&[Role::CellReader])]).await.unwrap();
    assert_eq!(caller.unwrap().role, Role::CellReader);
}

#[tokio::test]
async fn without_a_token_that_holds_nobody_comes_in() {
    let server = Server::new();
    let good = server.token(&[Role::Caseworker]);
    let bare = good.trim_start_matches("Bearer ");
    for values in [
        vec![],
        vec![""],
        vec!["Bearer"],
        vec!["Bearer "],
        vec![bare],
        vec!["Basic dXNlcjpwYXNz"],
        vec![&good, &good],
        vec!["Bearer token", &good],
        vec![&good[..good.len() - 5]],
    ] {
        let status = server.call(GET, &values).await.unwrap_err();
        assert_eq!(status.code(), Code::Unauthenticated, "{values:?}");
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, "UNAUTHENTICATED");
        assert_eq!(details.localized_message().unwrap().locale, "da-DK");
    }
    assert!(server.call(GET, &[&good.replace("Bearer", "bearer")]).await.is_ok());
}

#[tokio::test]
async fn every_rpc_refuses_the_roles_that_do_not_grant_it() {
    let server = Server::new();
    let permissions = Permissions::ours();
    for method in permissions.methods() {
        let path = format!("/{method}");
        let Access::Needs(permission) = permissions.access(&path) else { panic!("{path}") };
        for role in Role::ALL {
            let outcome = server.call(&path, &[&server.token(&[role])]).await;
            if crate::grants(permission).contains(&role) {
                assert_eq!(outcome.unwrap().unwrap().role, role, "{path} {role:?}");
            } else {
                let status = outcome.unwrap_err();
                assert_eq!(status.code(), Code::PermissionDenied, "{path} {role:?}");
                let details = status.get_error_details();
                assert_eq!(details.error_info().unwrap().reason, "PERMISSION_DENIED");
            }
        }
    }
}

#[tokio::test]
async fn health_and_reflection_need_no_token_and_give_no_caller() {
    let server = Server::new();
    for path in [
        "/grpc.health.v1.Health/Check",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ] {
        assert_eq!(server.call(path, &[]).await.unwrap(), None, "{path}");
    }
}

#[tokio::test]
async fn what_the_contracts_do_not_name_is_never_passed_on() {
    let server = Server::new();
    let token = server.token(&Role::ALL);
    for path in ["/jobbro.citizens.v1.CitizenService/Forgotten", "/x.Y/Z", "/"] {
        let status = server.call(path, &[&token]).await.unwrap_err();
        assert_eq!(status.code(), Code::Unimplemented, "{path}");
    }
}

#[test]
fn a_handler_without_the_layer_finds_no_caller() {
    let status = crate::caller(&tonic::Request::new(())).unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
}

//! The service under test: `reporting`'s contract with handlers that do what a test asks for in metadata. This test
//! binary runs itself again as the service.

use std::{ffi::OsString, path::Path, time::Duration};

use event_log::{Envelope, ExecuteError, Fault};
use kernel::RequestId;
use projections::{ProjectionError, Reaction, Source};
use proto::reporting::v1::{
    GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope,
    reporting_service_server::{ReportingService, ReportingServiceServer},
};
use service_kit::{Context, grpc};
use tonic::{Request, Response, Status, service::Routes};

pub const NAME: &str = "reporting";
/// Arguments of the child, a line for each; absent in an ordinary run of the tests.
pub const ARGUMENTS: &str = "JOBBRO_TINY_ARGUMENTS";

#[test]
#[ignore = "is the child process of other tests"]
fn tiny_service() {
    let Ok(arguments) = std::env::var(ARGUMENTS) else { return };
    let arguments = std::iter::once("tiny").chain(arguments.lines()).map(OsString::from);
    let code = service_kit::run_from(arguments, NAME, &[], start);
    std::process::exit(code.into());
}

pub async fn start(mut context: Context) -> anyhow::Result<()> {
    context.runner.react(Silent);
    context.serve(Routes::new(ReportingServiceServer::new(Tiny))).await
}

/// Follows a service that never says anything here.
struct Silent;

impl Reaction for Silent {
    const NAME: &'static str = "silent";

    fn source(&self) -> Source {
        Source { service: "citizens" }
    }

    fn wants(&self) -> Vec<String> {
        Vec::new()
    }

    async fn react(&self, _: &Envelope, _: RequestId) -> Result<(), ProjectionError> {
        Ok(())
    }
}

struct Tiny;

#[tonic::async_trait]
impl ReportingService for Tiny {
    async fn get_indicator(
        &self,
        request: Request<GetIndicatorRequest>,
    ) -> Result<Response<GetIndicatorResponse>, Status> {
        let caller = auth::caller(&request)?;
        let asked = |name: &str| {
            request.metadata().get(name).and_then(|it| it.to_str().ok()).map(str::to_owned)
        };
        match asked("test-do").as_deref() {
            Some("panic") => panic!("a secret in a panic"),
            Some("fault") => {
                let cause = sqlx::Error::Protocol("a secret in a fault".to_owned());
                return Err(grpc::fault(NAME, Fault::from(cause)));
            }
            Some("refuse") => {
                let refused = ExecuteError::Refused(grpc::reasons::NOT_FOUND);
                return Err(grpc::status_of(NAME, refused, grpc::Problem::from));
            }
            Some("for ever") => std::future::pending().await,
            _ => {}
        }
        if let Some(file) = asked("test-hold") {
            hold(&file).await;
        }
        let mut fields = grpc::Fields::default();
        let message = request.into_inner();
        let indicator = fields.code::<Indicator>("indicator", message.indicator);
        let day = fields.date("day", message.day.as_ref());
        let scope = fields.code::<Scope>("scope", message.scope);
        let (indicator, ..) = fields.finish(|| Some((indicator?, day?, scope?)))?;
        Ok(Response::new(GetIndicatorResponse {
            indicator: indicator.into(),
            definition: format!("{} {}", caller.municipality, caller.role.as_str()),
            ..GetIndicatorResponse::default()
        }))
    }
}

/// Says that the call has come, and goes on once it may.
async fn hold(file: &str) {
    std::fs::write(format!("{file}.came"), "").unwrap();
    while !Path::new(file).exists() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

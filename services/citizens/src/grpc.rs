//! `jobbro.citizens.v1.CitizenService`: translate, call one use case, translate. One file for each RPC.

mod assess_readiness;
mod end_programme;
mod get_citizen;
mod list_citizens;
mod register_citizen;
mod start_benefit;
mod start_programme;
pub mod status;
mod stop_benefit;
mod take_over_responsibility;

use ::projections::Progress;
use proto::citizens::v1::{
    self as pb,
    citizen_service_server::{CitizenService, CitizenServiceServer},
};
use service_kit::grpc::PageTokens;
use tonic::{Request, Response, Status};

use crate::application::Citizens;

/// The service as tonic serves it. Queries wait for what the read model `citizens` has folded.
#[must_use]
pub fn service(
    citizens: Citizens,
    progress: Progress,
    pages: PageTokens,
) -> CitizenServiceServer<Api> {
    CitizenServiceServer::new(Api { citizens, progress, pages })
}

/// What the handlers share.
pub struct Api {
    citizens: Citizens,
    progress: Progress,
    pages: PageTokens,
}

/// Each RPC is the function of its name, in the file of its name.
macro_rules! rpcs {
    ($($name:ident: $request:ident => $response:ident),+ $(,)?) => {
        #[tonic::async_trait]
        impl CitizenService for Api {
            $(
                async fn $name(
                    &self,
                    request: Request<pb::$request>,
                ) -> Result<Response<pb::$response>, Status> {
                    $name::$name(self, request).await
                }
            )+
        }
    };
}

rpcs! {
    register_citizen: RegisterCitizenRequest => RegisterCitizenResponse,
    take_over_responsibility: TakeOverResponsibilityRequest => TakeOverResponsibilityResponse,
    start_programme: StartProgrammeRequest => StartProgrammeResponse,
    end_programme: EndProgrammeRequest => EndProgrammeResponse,
    assess_readiness: AssessReadinessRequest => AssessReadinessResponse,
    start_benefit: StartBenefitRequest => StartBenefitResponse,
    stop_benefit: StopBenefitRequest => StopBenefitResponse,
    get_citizen: GetCitizenRequest => GetCitizenResponse,
    list_citizens: ListCitizensRequest => ListCitizensResponse,
}

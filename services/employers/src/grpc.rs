//! `jobbro.employers.v1.EmployerService`: translate, call one use case, translate. One file for each RPC.

mod get_employer;
mod get_workplace;
mod list_employers;
mod record_headcount;
mod record_places_elsewhere;
mod register_employer;
mod register_workplace;
mod set_sector;
pub mod status;

use ::projections::Progress;
use proto::employers::v1::{
    self as pb,
    employer_service_server::{EmployerService, EmployerServiceServer},
};
use service_kit::grpc::PageTokens;
use tonic::{Request, Response, Status};

use crate::application::Employers;

/// The most employees or places anyone states; a mistyped number is found here.
const MOST: i64 = 1_000_000;

/// The service as tonic serves it. Queries wait for what the read model `employers` has folded.
#[must_use]
pub fn service(
    employers: Employers,
    progress: Progress,
    pages: PageTokens,
) -> EmployerServiceServer<Api> {
    EmployerServiceServer::new(Api { employers, progress, pages })
}

/// What the handlers share.
pub struct Api {
    employers: Employers,
    progress: Progress,
    pages: PageTokens,
}

/// Each RPC is the function of its name, in the file of its name.
macro_rules! rpcs {
    ($($name:ident: $request:ident => $response:ident),+ $(,)?) => {
        #[tonic::async_trait]
        impl EmployerService for Api {
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
    register_employer: RegisterEmployerRequest => RegisterEmployerResponse,
    set_sector: SetSectorRequest => SetSectorResponse,
    register_workplace: RegisterWorkplaceRequest => RegisterWorkplaceResponse,
    record_headcount: RecordHeadcountRequest => RecordHeadcountResponse,
    record_places_elsewhere: RecordPlacesElsewhereRequest => RecordPlacesElsewhereResponse,
    get_employer: GetEmployerRequest => GetEmployerResponse,
    get_workplace: GetWorkplaceRequest => GetWorkplaceResponse,
    list_employers: ListEmployersRequest => ListEmployersResponse,
}

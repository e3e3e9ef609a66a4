//! `jobbro.placements.v1.IguService`: translate, call one use case, translate. One file for each RPC.

mod annul_igu;
mod cancel_igu;
mod complete_igu;
mod conclude_igu;
mod get_igu;
mod list_bonus_instalments;
mod list_igus;
mod plan_igu;
mod register_igu;
mod start_igu;
mod stop_igu;

use ::projections::Progress;
use proto::placements::v1::{
    self as pb,
    igu_service_server::{IguService, IguServiceServer},
};
use service_kit::grpc::PageTokens;
use tonic::{Request, Response, Status};

use super::status;
use crate::application::Placements;

/// The service as tonic serves it. Queries wait for what the read model `igus` has folded.
#[must_use]
pub fn service(
    placements: Placements,
    progress: Progress,
    pages: PageTokens,
) -> IguServiceServer<IguApi> {
    IguServiceServer::new(IguApi { placements, progress, pages })
}

/// What the handlers share.
pub struct IguApi {
    placements: Placements,
    progress: Progress,
    pages: PageTokens,
}

/// Each RPC is the function of its name, in the file of its name.
macro_rules! rpcs {
    ($($name:ident: $request:ident => $response:ident),+ $(,)?) => {
        #[tonic::async_trait]
        impl IguService for IguApi {
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
    plan_igu: PlanIguRequest => PlanIguResponse,
    conclude_igu: ConcludeIguRequest => ConcludeIguResponse,
    register_igu: RegisterIguRequest => RegisterIguResponse,
    start_igu: StartIguRequest => StartIguResponse,
    stop_igu: StopIguRequest => StopIguResponse,
    complete_igu: CompleteIguRequest => CompleteIguResponse,
    cancel_igu: CancelIguRequest => CancelIguResponse,
    annul_igu: AnnulIguRequest => AnnulIguResponse,
    get_igu: GetIguRequest => GetIguResponse,
    list_igus: ListIgusRequest => ListIgusResponse,
    list_bonus_instalments: ListBonusInstalmentsRequest => ListBonusInstalmentsResponse,
}

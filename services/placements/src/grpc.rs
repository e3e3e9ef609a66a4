//! `jobbro.placements.v1`: translate, call one use case, translate. One file for each RPC; those of `IguService` are
//! under `igu`.

mod cancel_placement;
mod complete_placement;
mod draft_placement;
mod end;
mod get_placement;
mod grant_placement;
pub mod igu;
mod interrupt_placement;
mod list_placements;
mod reject_placement;
mod revise_placement;
mod sign_placement;
mod start_placement;
pub mod status;
mod submit_placement;
mod terms;

use ::projections::Progress;
use proto::placements::v1::{
    self as pb,
    placement_service_server::{PlacementService, PlacementServiceServer},
};
use service_kit::grpc::PageTokens;
use tonic::{Request, Response, Status};

use crate::application::Placements;

/// `PlacementService` as tonic serves it. Queries wait for what the read model `placements` has folded.
#[must_use]
pub fn service(
    placements: Placements,
    progress: Progress,
    pages: PageTokens,
) -> PlacementServiceServer<Api> {
    PlacementServiceServer::new(Api { placements, progress, pages })
}

/// What the handlers share.
pub struct Api {
    placements: Placements,
    progress: Progress,
    pages: PageTokens,
}

/// Each RPC is the function of its name, in the file of its name.
macro_rules! rpcs {
    ($($name:ident: $request:ident => $response:ident),+ $(,)?) => {
        #[tonic::async_trait]
        impl PlacementService for Api {
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
    draft_placement: DraftPlacementRequest => DraftPlacementResponse,
    sign_placement: SignPlacementRequest => SignPlacementResponse,
    revise_placement: RevisePlacementRequest => RevisePlacementResponse,
    submit_placement: SubmitPlacementRequest => SubmitPlacementResponse,
    grant_placement: GrantPlacementRequest => GrantPlacementResponse,
    reject_placement: RejectPlacementRequest => RejectPlacementResponse,
    start_placement: StartPlacementRequest => StartPlacementResponse,
    complete_placement: CompletePlacementRequest => CompletePlacementResponse,
    interrupt_placement: InterruptPlacementRequest => InterruptPlacementResponse,
    cancel_placement: CancelPlacementRequest => CancelPlacementResponse,
    get_placement: GetPlacementRequest => GetPlacementResponse,
    list_placements: ListPlacementsRequest => ListPlacementsResponse,
}

//! `PlacementService.CompletePlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{CompletePlacementRequest, CompletePlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::CompletePlacement;

pub(super) async fn complete_placement(
    api: &Api,
    request: Request<CompletePlacementRequest>,
) -> Result<Response<CompletePlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = CompletePlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.complete_placement", &body);
    let done = api.placements.complete_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &CompletePlacementRequest) -> Result<(RequestId, CompletePlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = CompletePlacement { placement: placement?, expected: expected? };
        Some((id?, wanted))
    })
}

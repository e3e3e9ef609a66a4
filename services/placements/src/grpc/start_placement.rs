//! `PlacementService.StartPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{StartPlacementRequest, StartPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::StartPlacement;

pub(super) async fn start_placement(
    api: &Api,
    request: Request<StartPlacementRequest>,
) -> Result<Response<StartPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = StartPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.start_placement", &body);
    let done = api.placements.start_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &StartPlacementRequest) -> Result<(RequestId, StartPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = StartPlacement { placement: placement?, expected: expected? };
        Some((id?, wanted))
    })
}

//! `PlacementService.GrantPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{GrantPlacementRequest, GrantPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::GrantPlacement;

pub(super) async fn grant_placement(
    api: &Api,
    request: Request<GrantPlacementRequest>,
) -> Result<Response<GrantPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = GrantPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.grant_placement", &body);
    let done = api.placements.grant_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &GrantPlacementRequest) -> Result<(RequestId, GrantPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = GrantPlacement { placement: placement?, expected: expected? };
        Some((id?, wanted))
    })
}

//! `PlacementService.RejectPlacement`.

use event_log::Order;
use kernel::{Personal, RequestId};
use proto::placements::v1::{RejectPlacementRequest, RejectPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status, terms::LONGEST};
use crate::application::RejectPlacement;

pub(super) async fn reject_placement(
    api: &Api,
    request: Request<RejectPlacementRequest>,
) -> Result<Response<RejectPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RejectPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.reject_placement", &body);
    let done = api.placements.reject_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RejectPlacementRequest) -> Result<(RequestId, RejectPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    let reason = fields.prose("reason", &message.reason, LONGEST).map(Personal::new);
    fields.finish(|| {
        let (placement, expected) = (placement?, expected?);
        let wanted = RejectPlacement { placement, expected, reason: reason? };
        Some((id?, wanted))
    })
}

//! `PlacementService.CancelPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{CancelPlacementRequest, CancelPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, end, status};
use crate::application::CancelPlacement;

pub(super) async fn cancel_placement(
    api: &Api,
    request: Request<CancelPlacementRequest>,
) -> Result<Response<CancelPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = CancelPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.cancel_placement", &body);
    let done = api.placements.cancel_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &CancelPlacementRequest) -> Result<(RequestId, CancelPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    let end = end::read(&mut fields, message.reason, &message.text);
    fields.finish(|| {
        let (placement, expected) = (placement?, expected?);
        let wanted = CancelPlacement { placement, expected, end: end? };
        Some((id?, wanted))
    })
}

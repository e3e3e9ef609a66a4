//! `PlacementService.SubmitPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{SubmitPlacementRequest, SubmitPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::SubmitPlacement;

pub(super) async fn submit_placement(
    api: &Api,
    request: Request<SubmitPlacementRequest>,
) -> Result<Response<SubmitPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = SubmitPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.submit_placement", &body);
    let done = api.placements.submit_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &SubmitPlacementRequest) -> Result<(RequestId, SubmitPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = SubmitPlacement { placement: placement?, expected: expected? };
        Some((id?, wanted))
    })
}

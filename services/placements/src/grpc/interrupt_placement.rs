//! `PlacementService.InterruptPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{InterruptPlacementRequest, InterruptPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, end, status};
use crate::application::InterruptPlacement;

pub(super) async fn interrupt_placement(
    api: &Api,
    request: Request<InterruptPlacementRequest>,
) -> Result<Response<InterruptPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = InterruptPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.interrupt_placement", &body);
    let done = api.placements.interrupt_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &InterruptPlacementRequest) -> Result<(RequestId, InterruptPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    let last_day = fields.date("last_day", message.last_day.as_ref());
    let end = end::read(&mut fields, message.reason, &message.text);
    fields.finish(|| {
        let (placement, expected) = (placement?, expected?);
        let wanted = InterruptPlacement { placement, expected, last_day: last_day?, end: end? };
        Some((id?, wanted))
    })
}

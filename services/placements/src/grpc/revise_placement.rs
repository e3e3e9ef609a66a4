//! `PlacementService.RevisePlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{RevisePlacementRequest, RevisePlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status, terms};
use crate::application::RevisePlacement;

pub(super) async fn revise_placement(
    api: &Api,
    request: Request<RevisePlacementRequest>,
) -> Result<Response<RevisePlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RevisePlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.revise_placement", &body);
    let done = api.placements.revise_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RevisePlacementRequest) -> Result<(RequestId, RevisePlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    let terms = terms::read(&mut fields, message.terms.as_ref());
    fields.finish(|| {
        let (plan, texts) = terms?;
        let (placement, expected) = (placement?, expected?);
        let wanted = RevisePlacement { placement, expected, plan, texts };
        Some((id?, wanted))
    })
}

//! `PlacementService.DraftPlacement`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{DraftPlacementRequest, DraftPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status, terms};
use crate::application::DraftPlacement;

pub(super) async fn draft_placement(
    api: &Api,
    request: Request<DraftPlacementRequest>,
) -> Result<Response<DraftPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = DraftPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.draft_placement", &body);
    let done = api.placements.draft_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &DraftPlacementRequest) -> Result<(RequestId, DraftPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let terms = terms::read(&mut fields, message.terms.as_ref());
    fields.finish(|| {
        let (plan, texts) = terms?;
        let wanted = DraftPlacement { plan, texts };
        Some((id?, wanted))
    })
}

//! `IguService.CompleteIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{CompleteIguRequest, CompleteIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::application::CompleteIgu;

pub(super) async fn complete_igu(
    api: &IguApi,
    request: Request<CompleteIguRequest>,
) -> Result<Response<CompleteIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = CompleteIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.complete_igu", &body);
    let done = api.placements.complete_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &CompleteIguRequest) -> Result<(RequestId, CompleteIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    let last_day = fields.date("last_day", message.last_day.as_ref());
    fields.finish(|| {
        let wanted = CompleteIgu { igu: igu?, expected: expected?, last_day: last_day? };
        Some((id?, wanted))
    })
}

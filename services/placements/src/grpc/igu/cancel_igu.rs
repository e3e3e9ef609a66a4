//! `IguService.CancelIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{CancelIguRequest, CancelIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{application::CancelIgu, codec::words};

pub(super) async fn cancel_igu(
    api: &IguApi,
    request: Request<CancelIguRequest>,
) -> Result<Response<CancelIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = CancelIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.cancel_igu", &body);
    let done = api.placements.cancel_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &CancelIguRequest) -> Result<(RequestId, CancelIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    let reason = fields.code("reason", message.reason).and_then(words::read_igu_stop_reason);
    fields.finish(|| {
        let wanted = CancelIgu { igu: igu?, expected: expected?, reason: reason? };
        Some((id?, wanted))
    })
}

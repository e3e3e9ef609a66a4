//! `IguService.StopIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{StopIguRequest, StopIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{application::StopIgu, codec::words};

pub(super) async fn stop_igu(
    api: &IguApi,
    request: Request<StopIguRequest>,
) -> Result<Response<StopIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = StopIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.stop_igu", &body);
    let done = api.placements.stop_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &StopIguRequest) -> Result<(RequestId, StopIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    let last_day = fields.date("last_day", message.last_day.as_ref());
    let reason = fields.code("reason", message.reason).and_then(words::read_igu_stop_reason);
    fields.finish(|| {
        let wanted =
            StopIgu { igu: igu?, expected: expected?, last_day: last_day?, reason: reason? };
        Some((id?, wanted))
    })
}

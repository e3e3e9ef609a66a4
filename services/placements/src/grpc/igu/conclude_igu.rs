//! `IguService.ConcludeIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{ConcludeIguRequest, ConcludeIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::application::ConcludeIgu;

pub(super) async fn conclude_igu(
    api: &IguApi,
    request: Request<ConcludeIguRequest>,
) -> Result<Response<ConcludeIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = ConcludeIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.conclude_igu", &body);
    let done = api.placements.conclude_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &ConcludeIguRequest) -> Result<(RequestId, ConcludeIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    let concluded_on = fields.date("concluded_on", message.concluded_on.as_ref());
    fields.finish(|| {
        let wanted = ConcludeIgu { igu: igu?, expected: expected?, concluded_on: concluded_on? };
        Some((id?, wanted))
    })
}

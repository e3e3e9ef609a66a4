//! `IguService.StartIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{StartIguRequest, StartIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::application::StartIgu;

pub(super) async fn start_igu(
    api: &IguApi,
    request: Request<StartIguRequest>,
) -> Result<Response<StartIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = StartIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.start_igu", &body);
    let done = api.placements.start_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &StartIguRequest) -> Result<(RequestId, StartIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = StartIgu { igu: igu?, expected: expected? };
        Some((id?, wanted))
    })
}

//! `IguService.RegisterIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{RegisterIguRequest, RegisterIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{application::RegisterIgu, codec::words};

pub(super) async fn register_igu(
    api: &IguApi,
    request: Request<RegisterIguRequest>,
) -> Result<Response<RegisterIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RegisterIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.register_igu", &body);
    let done = api.placements.register_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RegisterIguRequest) -> Result<(RequestId, RegisterIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    let channel = fields.code("channel", message.channel).and_then(words::read_igu_channel);
    let registered_on = fields.date("registered_on", message.registered_on.as_ref());
    fields.finish(|| {
        let wanted = RegisterIgu {
            igu: igu?,
            expected: expected?,
            channel: channel?,
            registered_on: registered_on?,
        };
        Some((id?, wanted))
    })
}

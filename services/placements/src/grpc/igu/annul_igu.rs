//! `IguService.AnnulIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{AnnulIguRequest, AnnulIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::application::AnnulIgu;

pub(super) async fn annul_igu(
    api: &IguApi,
    request: Request<AnnulIguRequest>,
) -> Result<Response<AnnulIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = AnnulIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.annul_igu", &body);
    let done = api.placements.annul_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &AnnulIguRequest) -> Result<(RequestId, AnnulIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let igu = fields.id("igu_id", &message.igu_id);
    let expected = fields.expected_version(message.expected_version);
    fields.finish(|| {
        let wanted = AnnulIgu { igu: igu?, expected: expected? };
        Some((id?, wanted))
    })
}

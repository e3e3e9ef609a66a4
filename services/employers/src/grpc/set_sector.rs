//! `EmployerService.SetSector`.

use event_log::Order;
use kernel::RequestId;
use proto::employers::v1::{SetSectorRequest, SetSectorResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::SetSector, codec::words};

pub(super) async fn set_sector(
    api: &Api,
    request: Request<SetSectorRequest>,
) -> Result<Response<SetSectorResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = SetSectorRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "employers.set_sector", &body);
    let done = api.employers.set_sector(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &SetSectorRequest) -> Result<(RequestId, SetSector), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let employer = fields.id("employer_id", &message.employer_id);
    let expected = fields.expected_version(message.expected_version);
    let sector = fields.code("sector", message.sector).and_then(words::read_sector);
    let first_day = fields.date("first_day", message.first_day.as_ref());
    let source = fields.code("source", message.source).and_then(words::read_source);
    fields.finish(|| {
        let wanted = SetSector {
            employer: employer?,
            expected: expected?,
            sector: sector?,
            first_day: first_day?,
            source: source?,
        };
        Some((id?, wanted))
    })
}

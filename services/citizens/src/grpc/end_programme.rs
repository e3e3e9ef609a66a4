//! `CitizenService.EndProgramme`.

use event_log::Order;
use kernel::RequestId;
use proto::citizens::v1::{EndProgrammeRequest, EndProgrammeResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::EndProgramme, codec::words};

pub(super) async fn end_programme(
    api: &Api,
    request: Request<EndProgrammeRequest>,
) -> Result<Response<EndProgrammeResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = EndProgrammeRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.end_programme", &body);
    let done = api.citizens.end_programme(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &EndProgrammeRequest) -> Result<(RequestId, EndProgramme), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let expected = fields.expected_version(message.expected_version);
    let last_day = fields.date("last_day", message.last_day.as_ref());
    let reason = fields.code("reason", message.reason).and_then(words::read_end_reason);
    fields.finish(|| {
        let wanted = EndProgramme {
            citizen: citizen?,
            expected: expected?,
            last_day: last_day?,
            reason: reason?,
        };
        Some((id?, wanted))
    })
}

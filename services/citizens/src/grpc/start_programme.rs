//! `CitizenService.StartProgramme`.

use event_log::Order;
use kernel::RequestId;
use proto::citizens::v1::{StartProgrammeRequest, StartProgrammeResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::StartProgramme, codec::words};

pub(super) async fn start_programme(
    api: &Api,
    request: Request<StartProgrammeRequest>,
) -> Result<Response<StartProgrammeResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = StartProgrammeRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.start_programme", &body);
    let done = api.citizens.start_programme(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &StartProgrammeRequest) -> Result<(RequestId, StartProgramme), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let expected = fields.expected_version(message.expected_version);
    let kind = fields.code("kind", message.kind).and_then(words::read_programme_kind);
    let first_day = fields.date("first_day", message.first_day.as_ref());
    fields.finish(|| {
        let wanted = StartProgramme {
            citizen: citizen?,
            expected: expected?,
            kind: kind?,
            first_day: first_day?,
        };
        Some((id?, wanted))
    })
}

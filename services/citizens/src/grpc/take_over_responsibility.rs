//! `CitizenService.TakeOverResponsibility`.

use event_log::Order;
use kernel::RequestId;
use proto::citizens::v1::{TakeOverResponsibilityRequest, TakeOverResponsibilityResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::TakeOverResponsibility;

pub(super) async fn take_over_responsibility(
    api: &Api,
    request: Request<TakeOverResponsibilityRequest>,
) -> Result<Response<TakeOverResponsibilityResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = TakeOverResponsibilityRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.take_over_responsibility", &body);
    let done = api.citizens.take_over_responsibility(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(
    message: &TakeOverResponsibilityRequest,
) -> Result<(RequestId, TakeOverResponsibility), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let expected = fields.expected_version(message.expected_version);
    let first_day = fields.date("first_day", message.first_day.as_ref());
    fields.finish(|| {
        let wanted = TakeOverResponsibility {
            citizen: citizen?,
            expected: expected?,
            first_day: first_day?,
        };
        Some((id?, wanted))
    })
}

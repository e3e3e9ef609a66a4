//! `CitizenService.StopBenefit`.

use event_log::Order;
use kernel::RequestId;
use proto::citizens::v1::{StopBenefitRequest, StopBenefitResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::StopBenefit;

pub(super) async fn stop_benefit(
    api: &Api,
    request: Request<StopBenefitRequest>,
) -> Result<Response<StopBenefitResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = StopBenefitRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.stop_benefit", &body);
    let done = api.citizens.stop_benefit(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &StopBenefitRequest) -> Result<(RequestId, StopBenefit), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let expected = fields.expected_version(message.expected_version);
    let last_day = fields.date("last_day", message.last_day.as_ref());
    fields.finish(|| {
        let wanted = StopBenefit { citizen: citizen?, expected: expected?, last_day: last_day? };
        Some((id?, wanted))
    })
}

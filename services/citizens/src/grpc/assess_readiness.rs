//! `CitizenService.AssessReadiness`.

use event_log::Order;
use kernel::{Personal, RequestId};
use proto::citizens::v1::{AssessReadinessRequest, AssessReadinessResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::AssessReadiness, codec::words};

pub(super) async fn assess_readiness(
    api: &Api,
    request: Request<AssessReadinessRequest>,
) -> Result<Response<AssessReadinessResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = AssessReadinessRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.assess_readiness", &body);
    let done = api.citizens.assess_readiness(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &AssessReadinessRequest) -> Result<(RequestId, AssessReadiness), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let expected = fields.expected_version(message.expected_version);
    let category = fields.code("category", message.category).and_then(words::read_readiness);
    let first_day = fields.date("first_day", message.first_day.as_ref());
    let reason = fields.prose("reason", &message.reason, 4000).map(Personal::new);
    fields.finish(|| {
        let wanted = AssessReadiness {
            citizen: citizen?,
            expected: expected?,
            category: category?,
            first_day: first_day?,
            reason: reason?,
        };
        Some((id?, wanted))
    })
}

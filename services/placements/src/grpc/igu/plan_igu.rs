//! `IguService.PlanIgu`.

use event_log::Order;
use kernel::RequestId;
use proto::placements::v1::{PlanIguRequest, PlanIguResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::application::PlanIgu;

pub(super) async fn plan_igu(
    api: &IguApi,
    request: Request<PlanIguRequest>,
) -> Result<Response<PlanIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = PlanIguRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.plan_igu", &body);
    let done = api.placements.plan_igu(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &PlanIguRequest) -> Result<(RequestId, PlanIgu), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let citizen = fields.id("citizen_id", &message.citizen_id);
    let cvr = fields.cvr("cvr", &message.cvr);
    let p_number = fields.p_number("p_number", &message.p_number);
    let first_day = fields.date("first_day", message.first_day.as_ref());
    fields.finish(|| {
        let wanted =
            PlanIgu { citizen: citizen?, cvr: cvr?, p_number: p_number?, first_day: first_day? };
        Some((id?, wanted))
    })
}

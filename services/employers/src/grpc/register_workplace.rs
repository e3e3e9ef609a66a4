//! `EmployerService.RegisterWorkplace`.

use event_log::Order;
use kernel::RequestId;
use proto::employers::v1::{RegisterWorkplaceRequest, RegisterWorkplaceResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::RegisterWorkplace;

pub(super) async fn register_workplace(
    api: &Api,
    request: Request<RegisterWorkplaceRequest>,
) -> Result<Response<RegisterWorkplaceResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RegisterWorkplaceRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "employers.register_workplace", &body);
    let done = api.employers.register_workplace(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RegisterWorkplaceRequest) -> Result<(RequestId, RegisterWorkplace), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let employer = fields.id("employer_id", &message.employer_id);
    let p_number = fields.p_number("p_number", &message.p_number);
    let located_in = fields.municipality("located_in", &message.located_in);
    fields.finish(|| {
        let wanted =
            RegisterWorkplace { employer: employer?, p_number: p_number?, located_in: located_in? };
        Some((id?, wanted))
    })
}

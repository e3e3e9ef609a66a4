//! `EmployerService.RegisterEmployer`.

use event_log::Order;
use kernel::{CvrNumber, RequestId};
use proto::employers::v1::{RegisterEmployerRequest, RegisterEmployerResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};

pub(super) async fn register_employer(
    api: &Api,
    request: Request<RegisterEmployerRequest>,
) -> Result<Response<RegisterEmployerResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, cvr) = read(&message)?;
    let body = RegisterEmployerRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "employers.register_employer", &body);
    let done = api.employers.register_employer(&order, cvr).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RegisterEmployerRequest) -> Result<(RequestId, CvrNumber), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let cvr = fields.cvr("cvr", &message.cvr);
    fields.finish(|| Some((id?, cvr?)))
}

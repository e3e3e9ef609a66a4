//! `EmployerService.GetWorkplace`.

use kernel::{Date, PNumber};
use proto::{
    employers::v1::{GetWorkplaceRequest, GetWorkplaceResponse},
    values,
};
use service_kit::grpc::{Fields, reached, reasons};
use tonic::{Request, Response, Status};

use super::{Api, status};

pub(super) async fn get_workplace(
    api: &Api,
    request: Request<GetWorkplaceRequest>,
) -> Result<Response<GetWorkplaceResponse>, Status> {
    let caller = auth::caller(&request)?;
    let (p_number, day) = read(request.get_ref())?;
    let day = day.unwrap_or_else(|| api.employers.today());
    reached(request.metadata(), &api.progress).await?;
    let found = api.employers.get_workplace(&caller, p_number, day).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(GetWorkplaceResponse {
        workplace: Some(found.workplace),
        day: Some(values::date(day)),
        places: Some(found.places),
    }))
}

fn read(message: &GetWorkplaceRequest) -> Result<(PNumber, Option<Date>), Status> {
    let mut fields = Fields::default();
    let p_number = fields.p_number("p_number", &message.p_number);
    let day = fields.optional_date("day", message.day.as_ref());
    fields.finish(|| Some((p_number?, day?)))
}

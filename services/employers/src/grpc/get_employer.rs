//! `EmployerService.GetEmployer`.

use proto::employers::v1::{GetEmployerRequest, GetEmployerResponse};
use service_kit::grpc::{Fields, reached, reasons};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::Which;

pub(super) async fn get_employer(
    api: &Api,
    request: Request<GetEmployerRequest>,
) -> Result<Response<GetEmployerResponse>, Status> {
    let caller = auth::caller(&request)?;
    let which = read(request.get_ref())?;
    reached(request.metadata(), &api.progress).await?;
    let found = api.employers.get_employer(&caller, which).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(GetEmployerResponse {
        employer: Some(found.employer),
        sectors: found.sectors,
        workplaces: found.workplaces,
    }))
}

fn read(message: &GetEmployerRequest) -> Result<Which, Status> {
    let mut fields = Fields::default();
    let which = match (message.employer_id.as_str(), message.cvr.as_str()) {
        ("", "") => {
            fields.wrong("employer_id", "or cvr must be given", "eller cvr skal udfyldes");
            None
        }
        (id, "") => fields.id("employer_id", id).map(Which::Id),
        ("", cvr) => fields.cvr("cvr", cvr).map(Which::Cvr),
        (_, _) => {
            fields.wrong(
                "cvr",
                "must be empty when employer_id is given",
                "skal være tom, når employer_id er udfyldt",
            );
            None
        }
    };
    fields.finish(|| which)
}

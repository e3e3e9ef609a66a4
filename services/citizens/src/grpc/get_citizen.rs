//! `CitizenService.GetCitizen`.

use proto::{
    citizens::events::v1::CitizenIdentity,
    citizens::v1::{ExternalId, GetCitizenRequest, GetCitizenResponse},
};
use service_kit::grpc::{Fields, purpose, reached, reasons};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::{Found, Identity};

pub(super) async fn get_citizen(
    api: &Api,
    request: Request<GetCitizenRequest>,
) -> Result<Response<GetCitizenResponse>, Status> {
    let caller = auth::caller(&request)?;
    let mut fields = Fields::default();
    let citizen = fields.id("citizen_id", &request.get_ref().citizen_id);
    let citizen = fields.finish(|| citizen)?;
    let reason = purpose(&request)?;
    reached(request.metadata(), &api.progress).await?;
    let found = api.citizens.get_citizen(&caller, citizen, reason).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(response(found)))
}

fn response(found: Found) -> GetCitizenResponse {
    let response = GetCitizenResponse {
        citizen: Some(found.case.summary),
        readiness: found.case.readiness,
        benefits: found.case.benefits,
        ..GetCitizenResponse::default()
    };
    match found.identity {
        Identity::Known(identity) => known(response, *identity),
        Identity::Erased => GetCitizenResponse { identity_erased: true, ..response },
    }
}

fn known(response: GetCitizenResponse, identity: CitizenIdentity) -> GetCitizenResponse {
    let CitizenIdentity { external_system: system, external_id: id, .. } = identity;
    GetCitizenResponse {
        person_number: identity.person_number,
        given_names: identity.given_names,
        family_name: identity.family_name,
        birth_date: identity.birth_date,
        residence_registered_on: identity.residence_registered_on,
        external_id: (!id.is_empty()).then_some(ExternalId { system, id }),
        ..response
    }
}

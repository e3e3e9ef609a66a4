//! `IguService.GetIgu`.

use proto::placements::v1::{GetIguRequest, GetIguResponse};
use service_kit::grpc::{Fields, reached, reasons};
use tonic::{Request, Response, Status};

use super::{IguApi, status};

pub(super) async fn get_igu(
    api: &IguApi,
    request: Request<GetIguRequest>,
) -> Result<Response<GetIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let mut fields = Fields::default();
    let igu = fields.id("igu_id", &request.get_ref().igu_id);
    let igu = fields.finish(|| igu)?;
    reached(request.metadata(), &api.progress).await?;
    let found = api.placements.get_igu(&caller, igu).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(GetIguResponse {
        stop_reason: 0,
        reason_erased: false,
        igu: Some(found.summary),
        legal_facts: found.legal_facts,
        findings: found.findings,
    }))
}

//! `IguService.GetIgu`.

use proto::placements::v1::{GetIguRequest, GetIguResponse, IguStopReason};
use service_kit::grpc::{Fields, purpose, reached, reasons};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{
    application::{FoundIgu, SealedReason},
    codec::words,
};

pub(super) async fn get_igu(
    api: &IguApi,
    request: Request<GetIguRequest>,
) -> Result<Response<GetIguResponse>, Status> {
    let caller = auth::caller(&request)?;
    let mut fields = Fields::default();
    let igu = fields.id("igu_id", &request.get_ref().igu_id);
    let igu = fields.finish(|| igu)?;
    // Left out it opens nothing; given it must be one of those that there are.
    let why =
        request.metadata().contains_key("jobbro-purpose").then(|| purpose(&request)).transpose()?;
    reached(request.metadata(), &api.progress).await?;
    let found =
        api.placements.get_igu(&caller, igu, why.as_deref()).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(response(found)))
}

fn response(FoundIgu { case, reason }: FoundIgu) -> GetIguResponse {
    let stop_reason = match &reason {
        SealedReason::Known(end) => {
            words::read_igu_end_reason(end.reason()).map(words::igu_stop_reason)
        }
        SealedReason::Closed | SealedReason::Erased => None,
    };
    GetIguResponse {
        igu: Some(case.summary),
        legal_facts: case.legal_facts,
        findings: case.findings,
        stop_reason: stop_reason.unwrap_or(IguStopReason::Unspecified).into(),
        reason_erased: matches!(reason, SealedReason::Erased),
    }
}

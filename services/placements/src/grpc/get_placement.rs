//! `PlacementService.GetPlacement`.

use placements_domain::rules;
use proto::{
    placements::{
        events::v1::{LegalFactsOutcome, LegalFactsReceived, PlacementEnd, PlacementTexts},
        v1::{GetPlacementRequest, GetPlacementResponse, LegalFacts},
    },
    values,
    values_v1::{ExplainedFinding, Finding},
};
use service_kit::grpc::{Fields, purpose, reached, reasons};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{
    application::{FoundPlacement, SealedTexts},
    codec::words,
};

pub(super) async fn get_placement(
    api: &Api,
    request: Request<GetPlacementRequest>,
) -> Result<Response<GetPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let mut fields = Fields::default();
    let placement = fields.id("placement_id", &request.get_ref().placement_id);
    let placement = fields.finish(|| placement)?;
    let reason = purpose(&request)?;
    reached(request.metadata(), &api.progress).await?;
    let found =
        api.placements.get_placement(&caller, placement, &reason).await.map_err(status::fault)?;
    let found = found.ok_or_else(|| reasons::NOT_FOUND.status(crate::NAME))?;
    Ok(Response::new(response(found)))
}

fn response(found: FoundPlacement) -> GetPlacementResponse {
    let FoundPlacement { case, texts } = found;
    let response = GetPlacementResponse {
        placement: Some(case.summary),
        signatures: case.signatures,
        legal_facts: case.facts.as_ref().and_then(legal_facts),
        occupancy: case.place.as_ref().map_or(0, |it| it.occupancy),
        place_proof: case.place.and_then(|it| it.proof),
        findings: case.findings.into_iter().map(explained).collect(),
        ..GetPlacementResponse::default()
    };
    match texts {
        SealedTexts::Known { texts, rejection, end } => {
            let response = with_end(with_texts(response, *texts), end);
            let rejection_reason = rejection.map(|it| it.text).unwrap_or_default();
            GetPlacementResponse { rejection_reason, ..response }
        }
        SealedTexts::Erased => GetPlacementResponse { texts_erased: true, ..response },
    }
}

fn with_texts(response: GetPlacementResponse, texts: PlacementTexts) -> GetPlacementResponse {
    GetPlacementResponse {
        purpose: texts.purpose,
        tasks: texts.tasks,
        job_goal: texts.job_goal,
        length_grounds: texts.length_grounds,
        length_ground_text: texts.length_ground_text,
        ..response
    }
}

fn with_end(response: GetPlacementResponse, end: Option<PlacementEnd>) -> GetPlacementResponse {
    let Some(end) = end else { return response };
    let reason = words::read_end_reason(end.reason()).map(words::told_end_reason);
    let end_reason = reason.map(i32::from).unwrap_or_default();
    GetPlacementResponse { end_reason, end_text: end.text, ..response }
}

/// `None` unless they were stated.
fn legal_facts(it: &LegalFactsReceived) -> Option<LegalFacts> {
    (it.outcome() == LegalFactsOutcome::Stated).then_some(LegalFacts {
        on: it.on,
        age_years: it.age_years,
        residence_full_years: it.residence_full_years,
        residence_on_anniversary: it.residence_on_anniversary,
        residence_basis: it.residence_basis,
        programme_runs: it.programme_runs,
        programme_kind: it.programme_kind,
        readiness: it.readiness,
    })
}

/// As it was stored, in words.
fn explained(it: Finding) -> ExplainedFinding {
    match values::read_finding(&it, rules::named) {
        Some(finding) => values::explained(&finding),
        None => ExplainedFinding { finding: Some(it), ..ExplainedFinding::default() },
    }
}

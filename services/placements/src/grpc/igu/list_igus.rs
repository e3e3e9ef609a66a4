//! `IguService.ListIgus`.

use kernel::{CitizenId, MunicipalityCode};
use proto::placements::v1::{IguState, ListIgusRequest, ListIgusResponse};
use service_kit::grpc::{Fields, PageTokens, reached};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{application::IguPage, projections::igus_read::Filter};

pub(super) async fn list_igus(
    api: &IguApi,
    request: Request<ListIgusRequest>,
) -> Result<Response<ListIgusResponse>, Status> {
    let caller = auth::caller(&request)?;
    let scope = scope(caller.municipality, request.get_ref());
    let page = read(request.get_ref(), &api.pages, &scope)?;
    reached(request.metadata(), &api.progress).await?;
    let (listed, more) = api.placements.list_igus(&caller, &page).await.map_err(status::fault)?;
    let next_page_token = match listed.last() {
        Some(last) if more => api.pages.make(&words(&scope), &last.position.to_string()),
        Some(_) | None => String::new(),
    };
    let igus = listed.into_iter().map(|it| it.summary).collect();
    Ok(Response::new(ListIgusResponse { igus, next_page_token }))
}

/// What a page token is bound to.
fn scope(municipality: MunicipalityCode, message: &ListIgusRequest) -> [String; 5] {
    [
        municipality.to_string(),
        "placements.list_igus".to_owned(),
        message.citizen_id.clone(),
        message.state.to_string(),
        message.registration_overdue.to_string(),
    ]
}

fn words(scope: &[String; 5]) -> [&str; 5] {
    scope.each_ref().map(String::as_str)
}

fn read(
    message: &ListIgusRequest,
    pages: &PageTokens,
    scope: &[String; 5],
) -> Result<IguPage, Status> {
    let mut fields = Fields::default();
    let size = fields.page_size("page_size", message.page_size);
    let citizen: Option<Option<CitizenId>> = match message.citizen_id.as_str() {
        "" => Some(None),
        id => fields.id("citizen_id", id).map(Some),
    };
    let state: Option<Option<IguState>> = match message.state {
        0 => Some(None),
        state => fields.code("state", state).map(Some),
    };
    let (size, citizen, state) = fields.finish(|| Some((size?, citizen?, state?)))?;
    let cursor = pages.read(&words(scope), &message.page_token)?;
    // We made the cursor; what it holds is a position.
    let after = cursor.and_then(|it| it.parse().ok()).unwrap_or(0);
    let citizen = citizen.map(CitizenId::uuid);
    let filter = Filter { citizen, state, registration_overdue: message.registration_overdue };
    Ok(IguPage { filter, after, size })
}

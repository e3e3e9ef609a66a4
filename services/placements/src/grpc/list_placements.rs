//! `PlacementService.ListPlacements`.

use kernel::CitizenId;
use proto::placements::v1::{ListPlacementsRequest, ListPlacementsResponse, PlacementState};
use service_kit::grpc::{Fields, PageTokens, reached};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::PlacementsPage, projections::read::Filter};

pub(super) async fn list_placements(
    api: &Api,
    request: Request<ListPlacementsRequest>,
) -> Result<Response<ListPlacementsResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.get_ref();
    let state = message.state.to_string();
    let municipality = caller.municipality.as_str();
    let scope = [municipality, "placements.list_placements", &message.citizen_id, &state];
    let page = read(message, &api.pages, &scope)?;
    reached(request.metadata(), &api.progress).await?;
    let (listed, more) =
        api.placements.list_placements(&caller, &page).await.map_err(status::fault)?;
    let next_page_token = match listed.last() {
        Some(last) if more => api.pages.make(&scope, &last.position.to_string()),
        Some(_) | None => String::new(),
    };
    let placements = listed.into_iter().map(|it| it.summary).collect();
    Ok(Response::new(ListPlacementsResponse { placements, next_page_token }))
}

fn read(
    message: &ListPlacementsRequest,
    pages: &PageTokens,
    scope: &[&str],
) -> Result<PlacementsPage, Status> {
    let mut fields = Fields::default();
    let size = fields.page_size("page_size", message.page_size);
    let citizen = optional_citizen(&mut fields, &message.citizen_id);
    let state = optional_state(&mut fields, message.state);
    let (size, citizen, state) = fields.finish(|| Some((size?, citizen?, state?)))?;
    let cursor = pages.read(scope, &message.page_token)?;
    // We made the cursor; what it holds is a position.
    let after = cursor.and_then(|it| it.parse().ok()).unwrap_or(0);
    let filter = Filter { citizen: citizen.map(CitizenId::uuid), state };
    Ok(PlacementsPage { filter, after, size })
}

/// `Some(None)` when empty.
#[expect(clippy::option_option, reason = "wrong, left out and given, as in the readers of Fields")]
fn optional_citizen(fields: &mut Fields, value: &str) -> Option<Option<CitizenId>> {
    if value.is_empty() { Some(None) } else { fields.id("citizen_id", value).map(Some) }
}

/// `Some(None)` when unspecified.
#[expect(clippy::option_option, reason = "wrong, left out and given, as in the readers of Fields")]
fn optional_state(fields: &mut Fields, value: i32) -> Option<Option<PlacementState>> {
    if value == 0 { Some(None) } else { fields.code("state", value).map(Some) }
}

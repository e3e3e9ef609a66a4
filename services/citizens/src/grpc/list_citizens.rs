//! `CitizenService.ListCitizens`.

use kernel::MunicipalityCode;
use proto::citizens::v1::{ListCitizensRequest, ListCitizensResponse};
use service_kit::grpc::{Fields, PageTokens, reached};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::Page;

pub(super) async fn list_citizens(
    api: &Api,
    request: Request<ListCitizensRequest>,
) -> Result<Response<ListCitizensResponse>, Status> {
    let caller = auth::caller(&request)?;
    let scope = scope(caller.municipality, request.get_ref());
    let page = read(request.get_ref(), &api.pages, &scope)?;
    reached(request.metadata(), &api.progress).await?;
    let (listed, more) = api.citizens.list_citizens(&caller, &page).await.map_err(status::fault)?;
    let next_page_token = match listed.last() {
        Some(last) if more => api.pages.make(&scope, &last.position.to_string()),
        Some(_) | None => String::new(),
    };
    let citizens = listed.into_iter().map(|it| it.summary).collect();
    Ok(Response::new(ListCitizensResponse { citizens, next_page_token }))
}

/// What a page token is bound to.
fn scope(municipality: MunicipalityCode, message: &ListCitizensRequest) -> [&'static str; 3] {
    let filter = if message.in_programme { "in_programme" } else { "all" };
    [municipality.as_str(), "citizens.list_citizens", filter]
}

fn read(message: &ListCitizensRequest, pages: &PageTokens, scope: &[&str]) -> Result<Page, Status> {
    let mut fields = Fields::default();
    let size = fields.page_size("page_size", message.page_size);
    let size = fields.finish(|| size)?;
    let cursor = pages.read(scope, &message.page_token)?;
    // We made the cursor; what it holds is a position.
    let after = cursor.and_then(|it| it.parse().ok()).unwrap_or(0);
    Ok(Page { in_programme: message.in_programme, after, size })
}

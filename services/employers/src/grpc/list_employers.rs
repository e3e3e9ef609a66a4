//! `EmployerService.ListEmployers`.

use proto::employers::v1::{ListEmployersRequest, ListEmployersResponse};
use service_kit::grpc::{Fields, PageTokens, reached};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::application::Page;

/// What a page token is bound to. Not to a municipality: all see the same list.
const SCOPE: [&str; 1] = ["employers.list_employers"];

pub(super) async fn list_employers(
    api: &Api,
    request: Request<ListEmployersRequest>,
) -> Result<Response<ListEmployersResponse>, Status> {
    let caller = auth::caller(&request)?;
    let page = read(request.get_ref(), &api.pages)?;
    reached(request.metadata(), &api.progress).await?;
    let (employers, more) =
        api.employers.list_employers(&caller, &page).await.map_err(status::fault)?;
    let next_page_token = match employers.last() {
        Some(last) if more => api.pages.make(&SCOPE, &last.cvr),
        Some(_) | None => String::new(),
    };
    Ok(Response::new(ListEmployersResponse { employers, next_page_token }))
}

fn read(message: &ListEmployersRequest, pages: &PageTokens) -> Result<Page, Status> {
    let mut fields = Fields::default();
    let size = fields.page_size("page_size", message.page_size);
    let size = fields.finish(|| size)?;
    let after = pages.read(&SCOPE, &message.page_token)?.unwrap_or_default();
    Ok(Page { after, size })
}

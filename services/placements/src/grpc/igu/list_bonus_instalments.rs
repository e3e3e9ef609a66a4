//! `IguService.ListBonusInstalments`.

use kernel::{IguId, MunicipalityCode};
use placements_domain::{
    igu::bonus::lapsed,
    rules::igu_bonus::{self, Instalment},
};
use proto::{
    placements::v1::{
        BonusInstalment, IguBonus, ListBonusInstalmentsRequest, ListBonusInstalmentsResponse,
    },
    values,
};
use service_kit::grpc::{Fields, PageTokens, reached};
use tonic::{Request, Response, Status};

use super::{IguApi, status};
use crate::{application::BonusPage, codec::words, projections::igus_read::Begun};

pub(super) async fn list_bonus_instalments(
    api: &IguApi,
    request: Request<ListBonusInstalmentsRequest>,
) -> Result<Response<ListBonusInstalmentsResponse>, Status> {
    let caller = auth::caller(&request)?;
    let igu_id = request.get_ref().igu_id.clone();
    let scope = scope(caller.municipality, &igu_id);
    let page = read(request.get_ref(), &api.pages, &scope)?;
    reached(request.metadata(), &api.progress).await?;
    let found = api.placements.list_bonus_instalments(&caller, &page).await;
    let (begun, more) = found.map_err(status::fault)?;
    let next_page_token = match begun.last() {
        Some(last) if more => api.pages.make(&scope, &last.position.to_string()),
        Some(_) | None => String::new(),
    };
    let bonuses = begun.into_iter().map(bonus).collect();
    Ok(Response::new(ListBonusInstalmentsResponse { bonuses, next_page_token }))
}

/// What a page token is bound to.
fn scope(municipality: MunicipalityCode, igu_id: &str) -> [&str; 3] {
    [municipality.as_str(), "placements.list_bonus_instalments", igu_id]
}

fn read(
    message: &ListBonusInstalmentsRequest,
    pages: &PageTokens,
    scope: &[&str],
) -> Result<BonusPage, Status> {
    let mut fields = Fields::default();
    let size = fields.page_size("page_size", message.page_size);
    let igu: Option<Option<IguId>> = match message.igu_id.as_str() {
        "" => Some(None),
        id => fields.id("igu_id", id).map(Some),
    };
    let (size, igu) = fields.finish(|| Some((size?, igu?)))?;
    let cursor = pages.read(scope, &message.page_token)?;
    // We made the cursor; what it holds is a position.
    let after = cursor.and_then(|it| it.parse().ok()).unwrap_or(0);
    Ok(BonusPage { igu, after, size })
}

fn bonus(begun: Begun) -> IguBonus {
    let Begun { igu, cvr, first_day, sector, course, .. } = begun;
    let instalments = sector.map(|it| igu_bonus::instalments(first_day, it)).unwrap_or_default();
    let told = |it: &Instalment| BonusInstalment {
        number: it.number.into(),
        due_on: Some(values::date(it.due_on)),
        amount_ore: it.amount_ore,
        certificate_required: it.certificate_required,
        lapsed: lapsed(it, course),
    };
    IguBonus {
        igu_id: igu.hyphenated().to_string(),
        cvr,
        sector: sector.map_or(0, |it| words::sector(it).into()),
        instalments: instalments.iter().map(told).collect(),
        finding: Some(values::explained(&igu_bonus::check(first_day, sector))),
    }
}

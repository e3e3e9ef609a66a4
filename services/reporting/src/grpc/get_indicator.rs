//! `ReportingService.GetIndicator`.

use ::projections::Progress;
use kernel::{Caller, Date, Role};
use proto::{
    reporting::v1::{self as pb, GetIndicatorRequest, GetIndicatorResponse},
    values,
};
use reporting_domain::{Figure, Indicator};
use service_kit::grpc::{Fields, fault, reached};
use tonic::{Request, Response, Status};

use super::refusals;
use crate::{
    NAME,
    projections::{Answer, Covered, Figures, Whose},
};

pub(super) async fn get_indicator(
    figures: &Figures,
    spells: &Progress,
    request: Request<GetIndicatorRequest>,
) -> Result<Response<GetIndicatorResponse>, Status> {
    let caller = auth::caller(&request)?;
    let asked = read(request.get_ref())?;
    let whose = scope(&caller, asked.scope)?;
    reached(request.metadata(), spells).await?;
    let answer =
        figures.on(asked.indicator, asked.day, whose).await.map_err(|it| fault(NAME, it))?;
    Ok(Response::new(write(&asked, answer)))
}

struct Asked {
    indicator: Indicator,
    day: Date,
    scope: pb::Scope,
}

fn read(message: &GetIndicatorRequest) -> Result<Asked, Status> {
    let mut fields = Fields::default();
    let indicator = fields.code::<pb::Indicator>("indicator", message.indicator);
    let day = fields.date("day", message.day.as_ref());
    let scope = fields.code::<pb::Scope>("scope", message.scope);
    fields.finish(|| {
        let indicator = match indicator? {
            pb::Indicator::JobReadyShare => Indicator::JobReadyShare,
            pb::Indicator::RecipientsBySex => Indicator::RecipientsBySex,
            pb::Indicator::CompanyMeasureShare
            | pb::Indicator::Igus
            | pb::Indicator::IguCompanies
            | pb::Indicator::IgusPerCompany
            | pb::Indicator::Unspecified => return None,
        };
        Some(Asked { indicator, day: day?, scope: scope? })
    })
}

/// The one check before anything is counted over rows that the caller may not see one by one.
fn scope(caller: &Caller, asked: pb::Scope) -> Result<Whose, Status> {
    match asked {
        pb::Scope::Cell if caller.has(Role::CellReader) => Ok(Whose::Cell),
        pb::Scope::Cell => Err(refusals::SCOPE_NOT_ALLOWED.status(NAME)),
        pb::Scope::Municipality | pb::Scope::Unspecified => {
            Ok(Whose::Municipality(caller.municipality))
        }
    }
}

fn write(asked: &Asked, answer: Answer) -> GetIndicatorResponse {
    let definition = asked.indicator.definition();
    let indicator = match asked.indicator {
        Indicator::JobReadyShare => pb::Indicator::JobReadyShare,
        Indicator::RecipientsBySex => pb::Indicator::RecipientsBySex,
    };
    GetIndicatorResponse {
        indicator: indicator.into(),
        day: Some(values::date(asked.day)),
        figures: answer.figures.into_iter().map(figure).collect(),
        definition: definition.danish.to_owned(),
        definition_version: definition.version.to_owned(),
        coverage: answer.coverage.into_iter().map(coverage).collect(),
    }
}

fn figure(figure: Figure) -> pb::Figure {
    pb::Figure {
        variant: figure.variant.to_owned(),
        numerator: count(figure.numerator),
        denominator: count(figure.denominator),
        percent: figure.percent.map(|it| it.to_string()),
        not_assessed: figure.not_assessed.map(count),
        ratio: None,
        compared: None,
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn coverage(covered: Covered) -> pb::Coverage {
    pb::Coverage {
        municipality: covered.municipality,
        service: "citizens".to_owned(),
        position: covered.position,
        complete_to: covered.complete_to.map(values::date),
    }
}

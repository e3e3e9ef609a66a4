//! `ReportingService.GetIndicator`.

use ::projections::Progress;
use kernel::{Caller, Role};
use proto::{
    reporting::v1::{self as pb, GetIndicatorRequest, GetIndicatorResponse},
    values,
};
use reporting_domain::{Compared, Figure, Indicator};
use service_kit::grpc::{Fields, fault, reached};
use tonic::{Request, Response, Status};

use super::refusals;
use crate::{
    NAME,
    projections::{Answer, Covered, Figures, Question, Whose},
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
    let answer = figures.answer(asked.question, whose).await.map_err(|it| fault(NAME, it))?;
    Ok(Response::new(write(asked.question, answer)))
}

struct Asked {
    question: Question,
    scope: pb::Scope,
}

fn read(message: &GetIndicatorRequest) -> Result<Asked, Status> {
    let mut fields = Fields::default();
    let indicator = fields.code::<pb::Indicator>("indicator", message.indicator);
    let day = fields.date("day", message.day.as_ref());
    let scope = fields.code::<pb::Scope>("scope", message.scope);
    let compared_with = fields.optional_date("compared_with", message.compared_with.as_ref());
    fields.finish(|| {
        let (indicator, day) = (read_indicator(indicator?)?, day?);
        let question = Question { indicator, day, compared_with: compared_with? };
        Some(Asked { question, scope: scope? })
    })
}

fn read_indicator(code: pb::Indicator) -> Option<Indicator> {
    match code {
        pb::Indicator::Unspecified => None,
        pb::Indicator::JobReadyShare => Some(Indicator::JobReadyShare),
        pb::Indicator::CompanyMeasureShare => Some(Indicator::CompanyMeasureShare),
        pb::Indicator::Igus => Some(Indicator::Igus),
        pb::Indicator::IguCompanies => Some(Indicator::IguCompanies),
        pb::Indicator::IgusPerCompany => Some(Indicator::IgusPerCompany),
        pb::Indicator::RecipientsBySex => Some(Indicator::RecipientsBySex),
    }
}

fn write_indicator(indicator: Indicator) -> pb::Indicator {
    match indicator {
        Indicator::JobReadyShare => pb::Indicator::JobReadyShare,
        Indicator::CompanyMeasureShare => pb::Indicator::CompanyMeasureShare,
        Indicator::Igus => pb::Indicator::Igus,
        Indicator::IguCompanies => pb::Indicator::IguCompanies,
        Indicator::IgusPerCompany => pb::Indicator::IgusPerCompany,
        Indicator::RecipientsBySex => pb::Indicator::RecipientsBySex,
    }
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

fn write(asked: Question, answer: Answer) -> GetIndicatorResponse {
    let definition = asked.indicator.definition();
    GetIndicatorResponse {
        indicator: write_indicator(asked.indicator).into(),
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
        ratio: figure.ratio.map(|it| it.to_string()),
        compared: figure.compared.map(compared),
    }
}

fn compared(other: Compared) -> pb::ComparedFigure {
    pb::ComparedFigure {
        numerator: count(other.numerator),
        denominator: count(other.denominator),
        percent: other.percent.map(|it| it.to_string()),
        ratio: other.ratio.map(|it| it.to_string()),
        change: other.change.map(|it| it.to_string()),
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn coverage(covered: Covered) -> pb::Coverage {
    pb::Coverage {
        municipality: covered.municipality,
        service: covered.service,
        position: covered.position,
        complete_to: covered.complete_to.map(values::date),
    }
}

//! Asks the report for every line, with the furthest known places, so that no answer can be too old.

mod bonuses;

use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use kernel::Role;
use proto::{reporting::v1 as pb, values::date};
use tonic::{Code, Request, Response, Status};

use super::{
    cell::{Caller, Cell},
    positions::{Positions, TOKEN},
    scenario::{Line, Scenario},
    table::Row,
};

/// How long a line is asked for again, where the report had not come that far within a request's own time, or its
/// service was away.
const PATIENCE: Duration = Duration::from_mins(3);

/// Asks every line.
///
/// # Errors
/// The first line that got no answer.
pub async fn ask(
    cell: &Cell<'_>,
    scenario: &Scenario,
    positions: &Positions,
) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for line in &scenario.lines {
        let answered = ask_one(cell, scenario, line, positions)
            .await
            .with_context(|| format!("{} on {}", line.indicator, line.day))?;
        rows.push(Row {
            indicator: format!("{} {}, {}", line.indicator, line.variant, place(line)),
            day: line.day.to_string(),
            expected: expected(line),
            answered,
            source: line.source.clone(),
        });
    }
    for bonus in &scenario.bonuses {
        rows.push(bonuses::ask(cell, bonus, positions).await?);
    }
    Ok(rows)
}

async fn ask_one(
    cell: &Cell<'_>,
    scenario: &Scenario,
    line: &Line,
    positions: &Positions,
) -> anyhow::Result<String> {
    // A figure of the whole cell is asked by one who may read it; that role works in some municipality too.
    let (municipality, role, scope) = if let Some(code) = &line.municipality {
        (code, Role::ReportReader, pb::Scope::Municipality)
    } else {
        let first = scenario.groups.first().context("a cell without people")?;
        (&first.municipality, Role::CellReader, pb::Scope::Cell)
    };
    let kind = kind(&line.indicator)?;
    let message = pb::GetIndicatorRequest {
        indicator: kind.0.into(),
        day: Some(date(line.day.0)),
        scope: scope.into(),
        compared_with: line.compared_with.map(|it| date(it.0)),
    };
    let caller = cell.caller(municipality, &[role])?;
    let get = async |it| cell.reporting().get_indicator(it).await;
    let answer = after(&caller, message, positions, get).await?;
    let figure = answer.figures.iter().find(|it| it.variant == line.variant);
    let figure = figure.with_context(|| format!("the answer has no figure {}", line.variant))?;
    Ok(told(figure, kind.1, line.not_assessed.is_some()))
}

/// Asks after what is known to be in the logs, again where the service had not come that far in time.
async fn after<M: Clone, A>(
    caller: &Caller,
    message: M,
    positions: &Positions,
    call: impl AsyncFn(Request<M>) -> Result<Response<A>, Status>,
) -> anyhow::Result<A> {
    let began = Instant::now();
    loop {
        let mut request = caller.asks(message.clone());
        request.metadata_mut().insert(TOKEN, positions.metadata()?);
        match call(request).await {
            Ok(answer) => return Ok(answer.into_inner()),
            Err(status) if passes(status.code()) && began.elapsed() < PATIENCE => {
                // The service has waited already; only one that is not there is given a moment.
                if status.code() != Code::DeadlineExceeded {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            Err(status) => return Err(anyhow!("{:?}: {}", status.code(), status.message())),
        }
    }
}

fn passes(code: Code) -> bool {
    matches!(code, Code::DeadlineExceeded | Code::Unavailable | Code::Cancelled | Code::Unknown)
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `82 of 175 = 46.9 %`.
    Share,
    /// `268`.
    Count,
    /// `268 for 180 = 1.49`.
    Ratio,
}

/// As a person says it; what it is compared with after it.
fn told(figure: &pb::Figure, kind: Kind, with_not_assessed: bool) -> String {
    let pb::Figure { numerator, denominator, percent, ratio, .. } = figure;
    let mut text = one(kind, (*numerator, *denominator), percent.as_ref(), ratio.as_ref());
    if let Some(compared) = &figure.compared {
        let pb::ComparedFigure { numerator, denominator, percent, ratio, change } = compared;
        let other = one(kind, (*numerator, *denominator), percent.as_ref(), ratio.as_ref());
        let change = change.as_deref().unwrap_or("?");
        text = format!("{text}, {change} times {other}");
    }
    match figure.not_assessed {
        Some(count) if with_not_assessed => format!("{text}, {count} not assessed"),
        _ => text,
    }
}

fn one(kind: Kind, counts: (i64, i64), percent: Option<&String>, ratio: Option<&String>) -> String {
    let (numerator, denominator) = counts;
    let (both, share) = match kind {
        Kind::Count => return numerator.to_string(),
        Kind::Share => {
            (format!("{numerator} of {denominator}"), percent.map(|it| format!("{it} %")))
        }
        Kind::Ratio => (format!("{numerator} for {denominator}"), ratio.cloned()),
    };
    share.map_or(both.clone(), |it| format!("{both} = {it}"))
}

fn expected(line: &Line) -> String {
    match line.not_assessed {
        Some(count) => format!("{}, {count} not assessed", line.expected),
        None => line.expected.clone(),
    }
}

fn place(line: &Line) -> String {
    line.municipality.as_deref().map_or_else(|| "the whole cell".to_owned(), named)
}

/// As `Lejre 350`.
fn named(code: &str) -> String {
    let name = kernel::MunicipalityCode::parse(code).map_or("", kernel::MunicipalityCode::name);
    format!("{name} {code}")
}

fn kind(id: &str) -> anyhow::Result<(pb::Indicator, Kind)> {
    match id {
        "I01" => Ok((pb::Indicator::JobReadyShare, Kind::Share)),
        "I02" => Ok((pb::Indicator::CompanyMeasureShare, Kind::Share)),
        "I04" => Ok((pb::Indicator::Igus, Kind::Count)),
        "I05" => Ok((pb::Indicator::IguCompanies, Kind::Count)),
        "I06" => Ok((pb::Indicator::IgusPerCompany, Kind::Ratio)),
        "I14" => Ok((pb::Indicator::RecipientsBySex, Kind::Share)),
        _ => Err(anyhow!("no indicator {id}")),
    }
}

#[cfg(test)]
mod tests;

//! Asks the report for every line, with the furthest known places, so that no answer can be too old.

use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use kernel::Role;
use proto::{reporting::v1 as pb, values::date};
use tonic::Code;

use super::{
    cell::Cell,
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
    let message = pb::GetIndicatorRequest {
        indicator: indicator(&line.indicator)?.into(),
        day: Some(date(line.day.0)),
        scope: scope.into(),
    };
    let caller = cell.caller(municipality, &[role])?;
    let began = Instant::now();
    let answer = loop {
        let mut request = caller.asks(message);
        request.metadata_mut().insert(TOKEN, positions.metadata()?);
        match cell.reporting().get_indicator(request).await {
            Ok(answer) => break answer.into_inner(),
            Err(status) if passes(status.code()) && began.elapsed() < PATIENCE => {
                // The service has waited already; only one that is not there is given a moment.
                if status.code() != Code::DeadlineExceeded {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            Err(status) => return Err(anyhow!("{:?}: {}", status.code(), status.message())),
        }
    };
    let figure = answer.figures.iter().find(|it| it.variant == line.variant);
    let figure = figure.with_context(|| format!("the answer has no figure {}", line.variant))?;
    Ok(told(figure, line.not_assessed.is_some()))
}

fn passes(code: Code) -> bool {
    matches!(code, Code::DeadlineExceeded | Code::Unavailable | Code::Cancelled | Code::Unknown)
}

/// As a person says it: `82 of 175 = 46.9 %`.
fn told(figure: &pb::Figure, with_not_assessed: bool) -> String {
    let mut text = format!("{} of {}", figure.numerator, figure.denominator);
    if let Some(percent) = &figure.percent {
        text = format!("{text} = {percent} %");
    }
    match figure.not_assessed {
        Some(count) if with_not_assessed => format!("{text}, {count} not assessed"),
        _ => text,
    }
}

fn expected(line: &Line) -> String {
    match line.not_assessed {
        Some(count) => format!("{}, {count} not assessed", line.expected),
        None => line.expected.clone(),
    }
}

fn place(line: &Line) -> String {
    let Some(code) = &line.municipality else { return "the whole cell".to_owned() };
    let name = kernel::MunicipalityCode::parse(code).map_or("", kernel::MunicipalityCode::name);
    format!("{name} {code}")
}

fn indicator(id: &str) -> anyhow::Result<pb::Indicator> {
    match id {
        "I01" => Ok(pb::Indicator::JobReadyShare),
        "I14" => Ok(pb::Indicator::RecipientsBySex),
        _ => Err(anyhow!("no indicator {id}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(percent: Option<&str>, not_assessed: Option<i64>) -> pb::Figure {
        pb::Figure {
            numerator: 82,
            denominator: 175,
            percent: percent.map(str::to_owned),
            not_assessed,
            ..pb::Figure::default()
        }
    }

    #[test]
    fn a_figure_is_told_with_both_counts_and_the_share() {
        assert_eq!(told(&figure(Some("46.9"), None), false), "82 of 175 = 46.9 %");
        assert_eq!(told(&figure(None, None), true), "82 of 175");
        assert_eq!(
            told(&figure(Some("46.9"), Some(3)), true),
            "82 of 175 = 46.9 %, 3 not assessed"
        );
        assert_eq!(told(&figure(Some("46.9"), Some(3)), false), "82 of 175 = 46.9 %");
    }
}

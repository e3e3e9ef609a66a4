//! Figures of one indicator on one day, with what they cover, all seen at one moment.

use event_log::Fault;
use kernel::{Date, MunicipalityCode};
use reporting_domain::{Figure, Indicator, JobReadyCounts, SexCounts};
use sqlx::{PgConnection, PgPool};

/// One moment for counts and coverage; nothing is written.
const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Whose citizens are counted. Made only after the caller's scope was checked: the statements here run in the
/// role `count`, which sees every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of one municipality.
    Municipality(MunicipalityCode),
    /// Those of every municipality in the cell.
    Cell,
}

/// Until where a municipality is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    pub municipality: String,
    /// Last event counted; 0 before the first.
    pub position: i64,
    /// The Danish day on which it was recorded.
    pub complete_to: Option<Date>,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub figures: Vec<Figure>,
    pub coverage: Vec<Covered>,
}

/// Counts. Cheap to clone.
#[derive(Clone)]
pub struct Figures {
    count: PgPool,
}

impl Figures {
    /// `count` is a pool of the role `count`.
    pub fn new(count: PgPool) -> Self {
        Self { count }
    }

    #[tracing::instrument(name = "reporting.figures", skip_all, fields(indicator = indicator.definition().id))]
    pub async fn on(&self, indicator: Indicator, day: Date, whose: Whose) -> Result<Answer, Fault> {
        let mut moment = self.count.begin_with(ONE_MOMENT).await?;
        let figures = match indicator {
            Indicator::JobReadyShare => job_ready(&mut moment, day, whose).await?.figures(),
            Indicator::RecipientsBySex => by_sex(&mut moment, day, whose).await?.figures(),
        };
        let coverage = coverage(&mut moment, whose).await?;
        moment.commit().await?;
        Ok(Answer { figures, coverage })
    }
}

async fn job_ready(
    moment: &mut PgConnection,
    day: Date,
    whose: Whose,
) -> Result<JobReadyCounts, sqlx::Error> {
    let (job_ready, assessed, not_assessed): (i64, i64, i64) =
        sqlx::query_as(include_str!("figures/job_ready.sql"))
            .bind(day.to_string())
            .bind(code(whose))
            .fetch_one(moment)
            .await?;
    Ok(JobReadyCounts {
        job_ready: job_ready.unsigned_abs(),
        assessed: assessed.unsigned_abs(),
        not_assessed: not_assessed.unsigned_abs(),
    })
}

async fn by_sex(
    moment: &mut PgConnection,
    day: Date,
    whose: Whose,
) -> Result<SexCounts, sqlx::Error> {
    let (women, men): (i64, i64) = sqlx::query_as(include_str!("figures/by_sex.sql"))
        .bind(day.to_string())
        .bind(code(whose))
        .fetch_one(moment)
        .await?;
    Ok(SexCounts { women: women.unsigned_abs(), men: men.unsigned_abs() })
}

async fn coverage(moment: &mut PgConnection, whose: Whose) -> Result<Vec<Covered>, sqlx::Error> {
    let rows: Vec<(String, i64, Option<String>)> =
        sqlx::query_as(include_str!("figures/coverage.sql"))
            .bind("citizens")
            .bind(code(whose))
            .fetch_all(moment)
            .await?;
    let covered = rows.into_iter().map(|(municipality, position, day)| Covered {
        municipality,
        position,
        complete_to: day.and_then(|it| it.parse().ok()),
    });
    Ok(covered.collect())
}

/// The municipality asked for; none for all.
fn code(whose: Whose) -> Option<&'static str> {
    match whose {
        Whose::Municipality(it) => Some(it.as_str()),
        Whose::Cell => None,
    }
}

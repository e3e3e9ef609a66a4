//! Figures of one indicator on one day, or on two to compare, with what they cover, all seen at one moment.

mod count;

use event_log::Fault;
use kernel::{Date, MunicipalityCode};
use reporting_domain::{Figure, Indicator};
use sqlx::{PgConnection, PgPool};

/// One moment for counts and coverage; nothing is written.
const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub indicator: Indicator,
    /// The day counted on; of I02 its month.
    pub day: Date,
    /// Another day to compare with.
    pub compared_with: Option<Date>,
}

/// Whose citizens are counted. Made only after the caller's scope was checked: the statements here run in the
/// role `count`, which sees every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of one municipality.
    Municipality(MunicipalityCode),
    /// Those of every municipality in the cell.
    Cell,
}

/// Until where a municipality is counted: one whose citizens may be in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    pub municipality: String,
    /// Whose log.
    pub service: String,
    /// Its last event counted; 0 before the first.
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

    #[tracing::instrument(
        name = "reporting.figures", skip_all, fields(indicator = asked.indicator.definition().id)
    )]
    pub async fn answer(&self, asked: Question, whose: Whose) -> Result<Answer, Fault> {
        let mut moment = self.count.begin_with(ONE_MOMENT).await?;
        let mut figures = count::on(&mut moment, asked.indicator, asked.day, whose).await?;
        if let Some(other) = asked.compared_with {
            let other = count::on(&mut moment, asked.indicator, other, whose).await?;
            let both = figures.into_iter().zip(other);
            figures = both.map(|(this, other)| this.compared_with(other)).collect();
        }
        let coverage = coverage(&mut moment, asked.indicator, whose).await?;
        moment.commit().await?;
        Ok(Answer { figures, coverage })
    }
}

async fn coverage(
    moment: &mut PgConnection,
    indicator: Indicator,
    whose: Whose,
) -> Result<Vec<Covered>, sqlx::Error> {
    let rows: Vec<(String, String, i64, Option<String>)> =
        sqlx::query_as(include_str!("figures/coverage.sql"))
            .bind(indicator.services())
            .bind(whose.code())
            .bind(indicator.services_by_workplace())
            .fetch_all(moment)
            .await?;
    let covered = rows.into_iter().map(|(municipality, service, position, day)| Covered {
        municipality,
        service,
        position,
        complete_to: day.and_then(|it| it.parse().ok()),
    });
    Ok(covered.collect())
}

impl Whose {
    /// The municipality asked for; none for all.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Municipality(it) => Some(it.as_str()),
            Self::Cell => None,
        }
    }
}

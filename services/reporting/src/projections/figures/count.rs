//! Counts one indicator on one day: a statement that returns counts and nothing else.

use kernel::Date;
use reporting_domain::{
    Figure, Igus, IgusBothWays, Indicator, JobReadyCounts, MeasureCounts, SexCounts,
};
use sqlx::{FromRow, PgConnection, postgres::PgRow};

use super::Whose;

type Counted<T> = Result<T, sqlx::Error>;

/// The figures of that day.
pub(super) async fn on(
    moment: &mut PgConnection,
    indicator: Indicator,
    day: Date,
    whose: Whose,
) -> Counted<Vec<Figure>> {
    Ok(match indicator {
        Indicator::JobReadyShare => job_ready(moment, day, whose).await?.figures(),
        Indicator::CompanyMeasureShare => company_measure(moment, day, whose).await?.figures(),
        Indicator::Igus => igus(moment, day, whose).await?.igus(),
        Indicator::IguCompanies => igus(moment, day, whose).await?.companies(),
        Indicator::IgusPerCompany => igus(moment, day, whose).await?.per_company(),
        Indicator::RecipientsBySex => by_sex(moment, day, whose).await?.figures(),
    })
}

async fn job_ready(moment: &mut PgConnection, day: Date, whose: Whose) -> Counted<JobReadyCounts> {
    let (job_ready, assessed, not_assessed): (i64, i64, i64) =
        row(moment, include_str!("job_ready.sql"), day, whose).await?;
    Ok(JobReadyCounts {
        job_ready: job_ready.unsigned_abs(),
        assessed: assessed.unsigned_abs(),
        not_assessed: not_assessed.unsigned_abs(),
    })
}

async fn company_measure(
    moment: &mut PgConnection,
    day: Date,
    whose: Whose,
) -> Counted<MeasureCounts> {
    let (in_measure, recipients): (i64, i64) =
        row(moment, include_str!("company_measure.sql"), day, whose).await?;
    Ok(MeasureCounts {
        in_measure: in_measure.unsigned_abs(),
        recipients: recipients.unsigned_abs(),
    })
}

/// Stock, cumulative, companies, workplaces.
type IguRow = (i64, i64, i64, i64);

async fn igus(moment: &mut PgConnection, day: Date, whose: Whose) -> Counted<IgusBothWays> {
    let by_citizen: IguRow = row(moment, include_str!("igus.sql"), day, whose).await?;
    let by_workplace: IguRow =
        row(moment, include_str!("igus_by_workplace.sql"), day, whose).await?;
    let read = |(stock, cumulative, companies, workplaces): IguRow| Igus {
        stock: stock.unsigned_abs(),
        cumulative: cumulative.unsigned_abs(),
        companies: companies.unsigned_abs(),
        workplaces: workplaces.unsigned_abs(),
    };
    Ok(IgusBothWays { by_citizen: read(by_citizen), by_workplace: read(by_workplace) })
}

async fn by_sex(moment: &mut PgConnection, day: Date, whose: Whose) -> Counted<SexCounts> {
    let (women, men): (i64, i64) = row(moment, include_str!("by_sex.sql"), day, whose).await?;
    Ok(SexCounts { women: women.unsigned_abs(), men: men.unsigned_abs() })
}

/// The one row of a statement over a day ($1) and a municipality or all ($2).
async fn row<T>(
    moment: &mut PgConnection,
    statement: &'static str,
    day: Date,
    whose: Whose,
) -> Counted<T>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    sqlx::query_as(statement).bind(day.to_string()).bind(whose.code()).fetch_one(moment).await
}

//! The questions that queries ask of the read model `citizens`, in a transaction of `projections::scoped`: row-level
//! security leaves the rows of the asker's municipality.

use kernel::{Date, Month, Uuid};
use proto::{citizens::v1 as pb, values, values_v1::CivilDate};
use sqlx::{FromRow, PgConnection};

/// A citizen with what came after one another.
pub struct Case {
    /// The coded facts.
    pub summary: pb::CitizenSummary,
    /// All assessments, oldest first.
    pub readiness: Vec<pb::Assessment>,
    /// All main benefits, oldest first.
    pub benefits: Vec<pb::Benefit>,
}

/// A citizen in a list.
pub struct Listed {
    /// Its place in the order of registration.
    pub position: i64,
    /// The coded facts.
    pub summary: pb::CitizenSummary,
}

/// One citizen; `None` when there is none that the asker may see.
///
/// # Errors
/// When Postgres does not answer.
pub async fn case(tx: &mut PgConnection, citizen: Uuid) -> Result<Option<Case>, sqlx::Error> {
    const SUMMARY: &str =
        concat!(include_str!("read/summary.sql"), "WHERE citizen.citizen_id = $1");
    let row: Option<SummaryRow> =
        sqlx::query_as(SUMMARY).bind(citizen).fetch_optional(&mut *tx).await?;
    let Some(row) = row else { return Ok(None) };
    let assessed: Vec<(i16, String)> = sqlx::query_as(include_str!("read/assessments.sql"))
        .bind(citizen)
        .fetch_all(&mut *tx)
        .await?;
    let benefits: Vec<(i16, String, Option<String>)> =
        sqlx::query_as(include_str!("read/benefits.sql")).bind(citizen).fetch_all(tx).await?;
    Ok(Some(Case {
        summary: row.summary(),
        readiness: assessed
            .iter()
            .map(|(category, first_day)| pb::Assessment {
                category: (*category).into(),
                first_day: day(first_day),
            })
            .collect(),
        benefits: benefits
            .iter()
            .map(|(kind, first_day, last_day)| pb::Benefit {
                kind: (*kind).into(),
                first_day: day(first_day),
                last_day: last_day.as_deref().and_then(day),
            })
            .collect(),
    }))
}

/// The citizens after a place in the order of registration; only those whose programme runs on a day, when one is given.
///
/// # Errors
/// When Postgres does not answer.
pub async fn page(
    tx: &mut PgConnection,
    after: i64,
    limit: i64,
    running_on: Option<Date>,
) -> Result<Vec<Listed>, sqlx::Error> {
    const PAGE: &str = concat!(include_str!("read/summary.sql"), include_str!("read/page.sql"));
    let rows: Vec<SummaryRow> = sqlx::query_as(PAGE)
        .bind(after)
        .bind(limit)
        .bind(running_on.map(|it| it.to_string()))
        .fetch_all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed { position: row.registered_position, summary: row.summary() })
        .collect())
}

#[derive(FromRow)]
struct SummaryRow {
    citizen_id: Uuid,
    registered_position: i64,
    sex: i16,
    birth_month: String,
    residence_basis: i16,
    origin_group: i16,
    first_permit_month: Option<String>,
    responsible_from: Option<String>,
    citizen_version: i64,
    programme_version: i64,
    benefit_version: i64,
    programme_kind: Option<i16>,
    programme_first_day: Option<String>,
    programme_last_day: Option<String>,
    programme_end_reason: Option<i16>,
    readiness: Option<i16>,
}

impl SummaryRow {
    fn summary(&self) -> pb::CitizenSummary {
        let month = |text: &str| text.parse().ok().map(|it| values::month(Month::of(it)));
        pb::CitizenSummary {
            citizen_id: self.citizen_id.hyphenated().to_string(),
            sex: self.sex.into(),
            birth_month: month(&self.birth_month),
            residence_basis: self.residence_basis.into(),
            origin_group: self.origin_group.into(),
            first_permit_month: self.first_permit_month.as_deref().and_then(month),
            responsible_from: self.responsible_from.as_deref().and_then(day),
            programme: self.programme_kind.map(|kind| pb::Programme {
                kind: kind.into(),
                first_day: self.programme_first_day.as_deref().and_then(day),
                last_day: self.programme_last_day.as_deref().and_then(day),
                end_reason: self.programme_end_reason.unwrap_or_default().into(),
            }),
            readiness: self.readiness.unwrap_or_default().into(),
            citizen_version: self.citizen_version,
            programme_version: self.programme_version,
            benefit_version: self.benefit_version,
        }
    }
}

/// A day as Postgres writes it.
fn day(text: &str) -> Option<CivilDate> {
    text.parse().ok().map(values::date)
}

//! The questions that queries ask of the read model `employers`, in a transaction of `projections::scoped`. Every row
//! is shared in the cell, so every municipality is answered alike.

use kernel::{CvrNumber, Date, PNumber, Uuid};
use proto::{
    employers::v1 as pb,
    values,
    values_v1::{CivilDate, PlaceProof},
};
use sqlx::{FromRow, PgConnection};

/// A company with what is known of it.
pub struct Company {
    /// The company.
    pub employer: pb::EmployerSummary,
    /// Its sectors, oldest first.
    pub sectors: Vec<pb::SectorPeriod>,
    /// Its workplaces, by P-number.
    pub workplaces: Vec<pb::WorkplaceSummary>,
}

/// One company, by id or number; `None` when nobody has registered it.
///
/// # Errors
/// When Postgres does not answer.
pub async fn company(
    tx: &mut PgConnection,
    employer: Option<Uuid>,
    cvr: Option<CvrNumber>,
) -> Result<Option<Company>, sqlx::Error> {
    let row: Option<EmployerRow> = sqlx::query_as(include_str!("read/employer.sql"))
        .bind(employer)
        .bind(cvr.map(|it| it.to_string()))
        .fetch_optional(&mut *tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let sectors: Vec<SectorRow> = sqlx::query_as(include_str!("read/sectors.sql"))
        .bind(row.employer_id)
        .fetch_all(&mut *tx)
        .await?;
    let workplaces: Vec<WorkplaceRow> = sqlx::query_as(include_str!("read/workplace.sql"))
        .bind(None::<String>)
        .bind(&row.cvr)
        .fetch_all(tx)
        .await?;
    Ok(Some(Company {
        employer: row.summary(),
        sectors: sectors.into_iter().map(period).collect(),
        workplaces: workplaces.into_iter().map(WorkplaceRow::summary).collect(),
    }))
}

/// The companies after a CVR number, in the order of these.
///
/// # Errors
/// When Postgres does not answer.
pub async fn page(
    tx: &mut PgConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<pb::EmployerSummary>, sqlx::Error> {
    let rows: Vec<EmployerRow> =
        sqlx::query_as(include_str!("read/page.sql")).bind(after).bind(limit).fetch_all(tx).await?;
    Ok(rows.into_iter().map(EmployerRow::summary).collect())
}

/// One workplace; `None` when nobody has registered it.
///
/// # Errors
/// When Postgres does not answer.
pub async fn workplace(
    tx: &mut PgConnection,
    p_number: PNumber,
) -> Result<Option<pb::WorkplaceSummary>, sqlx::Error> {
    let row: Option<WorkplaceRow> = sqlx::query_as(include_str!("read/workplace.sql"))
        .bind(p_number.as_str())
        .bind(None::<String>)
        .fetch_optional(tx)
        .await?;
    Ok(row.map(WorkplaceRow::summary))
}

/// What the places of a workplace are counted from on a day; how many are allowed is the rule's to say.
///
/// # Errors
/// When Postgres does not answer.
pub async fn places(
    tx: &mut PgConnection,
    p_number: PNumber,
    day: Date,
) -> Result<PlaceProof, sqlx::Error> {
    let (p_number, on) = (p_number.as_str(), day.to_string());
    let headcount: Option<HeadcountRow> = sqlx::query_as(include_str!("read/headcount.sql"))
        .bind(p_number)
        .bind(&on)
        .fetch_optional(&mut *tx)
        .await?;
    let elsewhere: Option<(i64, String, i16)> = sqlx::query_as(include_str!("read/elsewhere.sql"))
        .bind(p_number)
        .bind(&on)
        .fetch_optional(&mut *tx)
        .await?;
    let supported_here: i64 = sqlx::query_scalar(include_str!("read/held.sql"))
        .bind(p_number)
        .bind(&on)
        .fetch_one(tx)
        .await?;
    Ok(proof(headcount, elsewhere, supported_here))
}

#[derive(FromRow)]
struct EmployerRow {
    employer_id: Uuid,
    cvr: String,
    version: i64,
}

impl EmployerRow {
    fn summary(self) -> pb::EmployerSummary {
        let employer_id = self.employer_id.hyphenated().to_string();
        pb::EmployerSummary { employer_id, cvr: self.cvr, version: self.version }
    }
}

#[derive(FromRow)]
struct WorkplaceRow {
    p_number: String,
    cvr: String,
    located_in: String,
    version: i64,
}

impl WorkplaceRow {
    fn summary(self) -> pb::WorkplaceSummary {
        let Self { p_number, cvr, located_in, version } = self;
        pb::WorkplaceSummary { p_number, cvr, located_in, version }
    }
}

type SectorRow = (i16, String, Option<String>, i16);

fn period((sector, first_day, last_day, source): SectorRow) -> pb::SectorPeriod {
    pb::SectorPeriod {
        sector: sector.into(),
        first_day: day(&first_day),
        last_day: last_day.as_deref().and_then(day),
        source: source.into(),
    }
}

#[derive(FromRow)]
struct HeadcountRow {
    ordinary_employees: i64,
    level: i16,
    method: i16,
    as_of: String,
    source: i16,
}

fn proof(
    headcount: Option<HeadcountRow>,
    elsewhere: Option<(i64, String, i16)>,
    supported_here: i64,
) -> PlaceProof {
    let mut proof = PlaceProof { supported_here, ..PlaceProof::default() };
    if let Some(it) = headcount {
        proof.ordinary_employees = Some(it.ordinary_employees);
        proof.level = it.level.into();
        proof.method = it.method.into();
        proof.headcount_as_of = day(&it.as_of);
        proof.headcount_source = it.source.into();
    }
    if let Some((places, as_of, source)) = elsewhere {
        proof.supported_elsewhere = Some(places);
        proof.elsewhere_as_of = day(&as_of);
        proof.elsewhere_source = source.into();
    }
    proof
}

/// A day as Postgres writes it.
fn day(text: &str) -> Option<CivilDate> {
    text.parse().ok().map(values::date)
}

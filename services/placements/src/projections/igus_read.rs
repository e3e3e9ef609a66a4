//! The questions that queries ask of the read model `igus`, in a transaction of `projections::scoped`: row-level
//! security leaves the rows of the asker's municipality, and the sectors, which all may see.

mod proofs;

use kernel::{Date, Uuid};
use placements_domain::{igu::bonus::Course, values::Sector};
use proto::{
    placements::v1::{self as pb, IguState},
    values,
    values_v1::{CivilDate, ExplainedFinding},
};
use sqlx::{FromRow, PgConnection};

use crate::codec::words;

/// An IGU with what it was decided on.
pub struct Case {
    /// The coded facts.
    pub summary: pb::IguSummary,
    /// `None` until stated.
    pub legal_facts: Option<pb::LegalFacts>,
    /// Of conclusion and registration.
    pub findings: Vec<ExplainedFinding>,
}

/// An IGU in a list.
pub struct Listed {
    /// Its place in the order of planning.
    pub position: i64,
    /// The coded facts.
    pub summary: pb::IguSummary,
}

/// Which IGUs.
#[derive(Clone, Copy, Default)]
pub struct Filter {
    /// Only of this citizen.
    pub citizen: Option<Uuid>,
    /// Only in this state.
    pub state: Option<IguState>,
    /// Only those whose registration is overdue.
    pub registration_overdue: bool,
}

/// One that has begun, as its bonus is reckoned.
pub struct Begun {
    /// Its place in the order of planning.
    pub position: i64,
    /// Which.
    pub igu: Uuid,
    /// The company.
    pub cvr: String,
    /// First day.
    pub first_day: Date,
    /// The company's on the first day; `None` when not known.
    pub sector: Option<Sector>,
    /// How it has gone since.
    pub course: Course,
}

/// One IGU; `None` when there is none that the asker may see.
///
/// # Errors
/// When Postgres does not answer.
pub async fn case(tx: &mut PgConnection, igu: Uuid) -> Result<Option<Case>, sqlx::Error> {
    const ONE: &str = concat!(include_str!("igus_read/summary.sql"), "WHERE igu.igu_id = $1");
    let row: Option<Row> = sqlx::query_as(ONE).bind(igu).fetch_optional(tx).await?;
    Ok(row.map(|row| Case {
        legal_facts: row.legal_answer.as_deref().and_then(proofs::legal_facts),
        findings: proofs::findings(row.conclusion.as_deref(), row.registration.as_deref()),
        summary: row.summary(),
    }))
}

/// The IGUs after a place in the order of planning.
///
/// # Errors
/// When Postgres does not answer.
pub async fn page(
    tx: &mut PgConnection,
    after: i64,
    limit: i64,
    filter: Filter,
) -> Result<Vec<Listed>, sqlx::Error> {
    const PAGE: &str =
        concat!(include_str!("igus_read/summary.sql"), include_str!("igus_read/page.sql"));
    let state = filter.state.and_then(|it| i16::try_from(i32::from(it)).ok());
    let rows: Vec<Row> = sqlx::query_as(PAGE)
        .bind(after)
        .bind(limit)
        .bind(filter.citizen)
        .bind(state)
        .bind(filter.registration_overdue)
        .fetch_all(tx)
        .await?;
    let listed = |row: Row| Listed { position: row.planned_position, summary: row.summary() };
    Ok(rows.into_iter().map(listed).collect())
}

/// Those that have begun, after a place in the order of planning.
///
/// # Errors
/// When Postgres does not answer.
pub async fn begun(
    tx: &mut PgConnection,
    after: i64,
    limit: i64,
    igu: Option<Uuid>,
) -> Result<Vec<Begun>, sqlx::Error> {
    let rows: Vec<BegunRow> = sqlx::query_as(include_str!("igus_read/bonuses.sql"))
        .bind(after)
        .bind(limit)
        .bind(igu)
        .fetch_all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(BegunRow::begun).collect())
}

#[derive(FromRow)]
struct Row {
    igu_id: Uuid,
    planned_position: i64,
    citizen_id: Uuid,
    cvr: String,
    p_number: String,
    first_day: String,
    last_day: String,
    state: i16,
    legal_facts: i16,
    concluded_on: Option<String>,
    registration_due_on: Option<String>,
    registered_on: Option<String>,
    channel: Option<i16>,
    registration_overdue: bool,
    version: i64,
    legal_answer: Option<Vec<u8>>,
    conclusion: Option<Vec<u8>>,
    registration: Option<Vec<u8>>,
}

impl Row {
    fn summary(self) -> pb::IguSummary {
        pb::IguSummary {
            igu_id: self.igu_id.hyphenated().to_string(),
            citizen_id: self.citizen_id.hyphenated().to_string(),
            cvr: self.cvr,
            p_number: self.p_number,
            first_day: day(&self.first_day),
            last_day: day(&self.last_day),
            state: self.state.into(),
            legal_facts: self.legal_facts.into(),
            concluded_on: self.concluded_on.as_deref().and_then(day),
            registration_due_on: self.registration_due_on.as_deref().and_then(day),
            registered_on: self.registered_on.as_deref().and_then(day),
            channel: self.channel.unwrap_or_default().into(),
            registration_overdue: self.registration_overdue,
            version: self.version,
        }
    }
}

#[derive(FromRow)]
struct BegunRow {
    igu_id: Uuid,
    planned_position: i64,
    cvr: String,
    first_day: String,
    state: i16,
    ended_on: Option<String>,
    sector: Option<i16>,
}

impl BegunRow {
    /// `None` for a row that our own projection does not write.
    fn begun(self) -> Option<Begun> {
        let ended_on = self.ended_on.and_then(|it| it.parse().ok());
        let course = match (IguState::try_from(i32::from(self.state)).ok()?, ended_on) {
            (IguState::Completed, _) => Course::Completed,
            (IguState::Stopped, Some(last_day)) => Course::Stopped(last_day),
            _ => Course::Running,
        };
        let sector = self.sector.and_then(|it| i32::from(it).try_into().ok());
        Some(Begun {
            position: self.planned_position,
            igu: self.igu_id,
            cvr: self.cvr,
            first_day: self.first_day.parse().ok()?,
            sector: sector.and_then(words::read_sector),
            course,
        })
    }
}

/// A day as Postgres writes it.
fn day(text: &str) -> Option<CivilDate> {
    text.parse().ok().map(values::date)
}

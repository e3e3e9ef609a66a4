//! Whether row-level security holds, found out by reading.

use std::collections::BTreeMap;

use kernel::MunicipalityCode;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

/// Rows by municipality.
type Counts = BTreeMap<Option<String>, i64>;

/// Reads every table and view that the role of queries may select from: under each municipality it must show
/// that one's rows and those of `000`, all of them and no others; with none set, nothing.
///
/// `all` is a pool that row-level security does not bind (a superuser's), `read` one of the role `jobbro_read`.
/// Answers what is wrong, a line for each. A relation without rows proves nothing and is named too.
///
/// # Errors
/// When Postgres does not answer.
pub async fn row_security_problems(
    all: &PgPool,
    read: &PgPool,
) -> Result<Vec<String>, sqlx::Error> {
    let relations: Vec<(String, bool)> =
        sqlx::query_as(include_str!("sql/readable.sql")).fetch_all(all).await?;
    let mut problems = Vec::new();
    if relations.is_empty() {
        problems.push("there is no relation that the role of queries may select from".to_owned());
    }
    for (relation, tells_apart) in relations {
        if tells_apart {
            check(all, read, &relation, &mut problems).await?;
        } else {
            problems.push(format!("{relation} has no column municipality"));
        }
    }
    Ok(problems)
}

async fn check(
    all: &PgPool,
    read: &PgPool,
    relation: &str,
    problems: &mut Vec<String>,
) -> Result<(), sqlx::Error> {
    let truth = count(&mut *all.acquire().await?, relation).await?;
    let shared = Some(MunicipalityCode::SHARED.to_owned());
    if truth.is_empty() {
        problems.push(format!("{relation} has no rows: nothing was tried"));
    }
    let strangers = MunicipalityCode::all().map(|it| Some(it.as_str().to_owned()));
    let stranger = strangers.into_iter().find(|it| !truth.contains_key(it)).into_iter();
    for municipality in truth.keys().cloned().chain(stranger).flatten() {
        let mut expected = truth.clone();
        expected.retain(|it, _| *it == shared || it.as_ref() == Some(&municipality));
        if shown(read, relation, Some(&municipality)).await? != expected {
            problems.push(format!("{relation} does not show {municipality} exactly its own rows"));
        }
    }
    for (unset, how) in [(None, "not set"), (Some(""), "empty")] {
        if !shown(read, relation, unset).await?.is_empty() {
            problems.push(format!("{relation} shows rows while the municipality is {how}"));
        }
    }
    Ok(())
}

/// What the role of queries sees of a relation.
async fn shown(
    read: &PgPool,
    relation: &str,
    municipality: Option<&str>,
) -> Result<Counts, sqlx::Error> {
    let mut tx = read.begin().await?;
    if let Some(municipality) = municipality {
        sqlx::query("SELECT set_config('jobbro.municipality', $1, true)")
            .bind(municipality)
            .execute(&mut *tx)
            .await?;
    }
    let counts = count(&mut tx, relation).await?;
    tx.rollback().await?;
    Ok(counts)
}

async fn count(db: &mut PgConnection, relation: &str) -> Result<Counts, sqlx::Error> {
    // The name comes from the catalogue, quoted by Postgres.
    let select = format!("SELECT municipality::text, count(*) FROM {relation} GROUP BY 1");
    let rows: Vec<(Option<String>, i64)> =
        sqlx::query_as(AssertSqlSafe(select)).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}

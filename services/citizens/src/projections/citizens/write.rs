//! Writes a batch, one statement for each kind of event.

use ::projections::ProjectionError;
use sqlx::PgConnection;

use super::batch::{Batch, Ended, Registered, Started, TakenOver, Versions};

pub(super) async fn batch(tx: &mut PgConnection, batch: &Batch) -> Result<(), ProjectionError> {
    registered(tx, &batch.registered).await?;
    taken_over(tx, &batch.taken_over).await?;
    started(tx, include_str!("programmes.sql"), &batch.programmes).await?;
    ended(tx, include_str!("programme_ends.sql"), &batch.programme_ends).await?;
    started(tx, include_str!("assessments.sql"), &batch.assessments).await?;
    started(tx, include_str!("benefits.sql"), &batch.benefits).await?;
    ended(tx, include_str!("benefit_ends.sql"), &batch.benefit_ends).await?;
    versions(tx, &batch.versions).await
}

async fn registered(tx: &mut PgConnection, rows: &Registered) -> Result<(), ProjectionError> {
    if rows.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("registered.sql"))
        .bind(&rows.citizens)
        .bind(&rows.municipalities)
        .bind(&rows.positions)
        .bind(&rows.sexes)
        .bind(&rows.birth_months)
        .bind(&rows.residence_bases)
        .bind(&rows.origin_groups)
        .bind(&rows.first_permit_months)
        .execute(tx)
        .await?;
    Ok(())
}

async fn taken_over(tx: &mut PgConnection, rows: &TakenOver) -> Result<(), ProjectionError> {
    if rows.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("taken_over.sql"))
        .bind(&rows.citizens)
        .bind(&rows.municipalities)
        .bind(&rows.first_days)
        .execute(tx)
        .await?;
    Ok(())
}

async fn started(
    tx: &mut PgConnection,
    statement: &'static str,
    rows: &Started,
) -> Result<(), ProjectionError> {
    if rows.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(statement)
        .bind(&rows.citizens)
        .bind(&rows.municipalities)
        .bind(&rows.codes)
        .bind(&rows.first_days)
        .execute(tx)
        .await?;
    Ok(())
}

async fn ended(
    tx: &mut PgConnection,
    statement: &'static str,
    rows: &Ended,
) -> Result<(), ProjectionError> {
    if rows.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(statement)
        .bind(&rows.citizens)
        .bind(&rows.last_days)
        .bind(&rows.reasons)
        .execute(tx)
        .await?;
    Ok(())
}

async fn versions(tx: &mut PgConnection, rows: &Versions) -> Result<(), ProjectionError> {
    sqlx::query(include_str!("versions.sql"))
        .bind(&rows.citizens)
        .bind(&rows.kinds)
        .bind(&rows.numbers)
        .execute(tx)
        .await?;
    Ok(())
}

//! Writes the rows back, one statement for each table.

use ::projections::ProjectionError;
use sqlx::PgConnection;

use super::row::{Row, Rows, Signature};

pub(super) async fn rows(tx: &mut PgConnection, rows: &Rows) -> Result<(), ProjectionError> {
    let rows: Vec<&Row> = rows.0.values().collect();
    if rows.is_empty() {
        return Ok(());
    }
    placements(tx, &rows).await?;
    signatures(tx, &rows).await
}

async fn placements(tx: &mut PgConnection, rows: &[&Row]) -> Result<(), ProjectionError> {
    sqlx::query(include_str!("put.sql"))
        .bind(column(rows, |it| it.placement_id))
        .bind(column(rows, |it| it.municipality.clone()))
        .bind(column(rows, |it| it.drafted_position))
        .bind(column(rows, |it| it.citizen_id))
        .bind(column(rows, |it| it.cvr.clone()))
        .bind(column(rows, |it| it.p_number.clone()))
        .bind(column(rows, |it| it.measure))
        .bind(column(rows, |it| it.focus))
        .bind(column(rows, |it| it.first_day.clone()))
        .bind(column(rows, |it| it.last_day.clone()))
        .bind(column(rows, |it| it.weekly_hours))
        .bind(column(rows, |it| it.state))
        .bind(column(rows, |it| it.legal_facts))
        .bind(column(rows, |it| it.place))
        .bind(column(rows, |it| it.facts_received.clone()))
        .bind(column(rows, |it| it.place_answer.clone()))
        .bind(column(rows, |it| it.decision.clone()))
        .bind(column(rows, |it| it.version))
        .execute(tx)
        .await?;
    Ok(())
}

/// A revision takes them away: what stands is written anew.
async fn signatures(tx: &mut PgConnection, rows: &[&Row]) -> Result<(), ProjectionError> {
    sqlx::query("DELETE FROM signatures WHERE placement_id = ANY ($1::uuid[])")
        .bind(column(rows, |it| it.placement_id))
        .execute(&mut *tx)
        .await?;
    let all: Vec<(&Row, &Signature)> =
        rows.iter().flat_map(|row| row.signatures.iter().map(move |it| (*row, it))).collect();
    sqlx::query(include_str!("put_signatures.sql"))
        .bind(column(&all, |it| it.1.placement_id))
        .bind(column(&all, |it| it.0.municipality.clone()))
        .bind(column(&all, |it| it.1.role))
        .bind(column(&all, |it| it.1.signed_on.clone()))
        .bind(column(&all, |it| it.1.method))
        .bind(column(&all, |it| it.1.objected))
        .execute(tx)
        .await?;
    Ok(())
}

fn column<R, T>(rows: &[R], of: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

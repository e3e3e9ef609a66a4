//! The transaction of a query, under the row-level security of its caller.

use kernel::MunicipalityCode;
use sqlx::{PgPool, Postgres, Transaction};

/// Opens a read-only transaction that sees the rows of this municipality and those shared in the cell.
///
/// Everything read in it is of one instant; so wait for tokens first.
///
/// # Errors
/// When Postgres does not answer.
pub async fn scoped(
    read: &PgPool,
    municipality: MunicipalityCode,
) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let mut tx = read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    sqlx::query("SELECT set_config('jobbro.municipality', $1, true)")
        .bind(municipality.as_str())
        .execute(&mut *tx)
        .await?;
    Ok(tx)
}

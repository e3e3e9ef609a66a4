//! The question that the timer of registrations asks of the read model `igus`, over the rows of every municipality.

use ::projections::Projection as _;
use kernel::{Date, Uuid};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use super::IgusProjection;

/// An IGU whose day for registering passed without, and whose it is.
pub type Due = (Uuid, String);

/// A process that stands still with its locks would stop the read model, which writes the same rows. Below the lease of
/// a projection.
const PATIENCE: &str = "8s";

/// Opens a transaction that sees the tables as the projection does; `pool` is of the role `project`.
///
/// # Errors
/// When Postgres does not answer.
pub async fn begin(pool: &PgPool) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let tables = format!("{}_v{}", IgusProjection::NAME, IgusProjection::VERSION);
    let mut tx = pool.begin().await?;
    sqlx::query(
        "SELECT set_config('search_path', $1, true),
                set_config('idle_in_transaction_session_timeout', $2, true)",
    )
    .bind(&tables)
    .bind(PATIENCE)
    .execute(&mut *tx)
    .await?;
    Ok(tx)
}

/// Those after this one, at most so many, locked until the transaction ends. One that another process has locked is
/// left to it.
///
/// # Errors
/// When Postgres does not answer.
pub async fn lock(
    tx: &mut PgConnection,
    today: Date,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Due>, sqlx::Error> {
    sqlx::query_as(include_str!("igus_due/due.sql"))
        .bind(today.to_string())
        .bind(after)
        .bind(limit)
        .fetch_all(tx)
        .await
}

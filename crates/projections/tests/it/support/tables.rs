//! Read models, whole, as text.

use sqlx::{PgConnection, PgExecutor};

/// What stands in the tables of the tally in the schema of the search path: sums, then events seen.
pub type Content = (Vec<String>, Vec<String>);

/// The rows of the tally as this transaction's search path finds it.
pub async fn content(tx: &mut PgConnection) -> Content {
    let sums = rows(&mut *tx, "SELECT s::text FROM sums s ORDER BY 1").await;
    let seen = rows(
        &mut *tx,
        "SELECT concat_ws(' ', source, position, municipality) FROM seen ORDER BY source, position",
    )
    .await;
    (sums, seen)
}

/// The rows of a read model with the tables of the tally.
pub async fn content_of(pool: &sqlx::PgPool, name: &str, version: u32) -> Content {
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("SELECT set_config('search_path', $1, true)")
        .bind(format!("{name}_v{version}"))
        .execute(&mut *tx)
        .await
        .unwrap();
    content(&mut tx).await
}

async fn rows(db: impl PgExecutor<'_>, select: &'static str) -> Vec<String> {
    sqlx::query_scalar(select).fetch_all(db).await.unwrap()
}

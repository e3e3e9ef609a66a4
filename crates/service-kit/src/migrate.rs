//! `migrate`: makes or upgrades the log's tables and the read models, as the role that owns them. The serving
//! logins cannot take that role.

use event_log::DbRole;
use projections::Schema;
use sqlx::postgres::PgConnectOptions;

use crate::wiring::patiently;

/// Does it. Safe to run again, and two at once.
pub(crate) async fn migrate(options: PgConnectOptions, schemas: &[Schema]) -> anyhow::Result<()> {
    let owner = event_log::pool(options, DbRole::Owner, 1);
    patiently(|| event_log::migrate(&owner)).await?;
    projections::migrate(&owner, schemas).await?;
    owner.close().await;
    tracing::info!("migrated");
    Ok(())
}

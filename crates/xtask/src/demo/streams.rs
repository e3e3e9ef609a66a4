//! The streams themselves, as only the one who owns the databases can read them: what is stored, not what is told.

use anyhow::{Context, ensure};
use sqlx::{Connection, PgConnection, Row};
use uuid::Uuid;

/// Reads them.
#[derive(Clone, Copy)]
pub struct Streams<'a> {
    /// The superuser's URL of a service's database.
    pub database: &'a (dyn Fn(&str) -> String + Sync),
}

/// One stored event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the stream.
    pub version: i64,
    /// Its id.
    pub event: Uuid,
    /// Its type, without the package.
    pub name: String,
    /// `LIVE` or `MIGRATED`.
    pub origin: String,
}

impl Streams<'_> {
    /// Every event of a stream of a service, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&self, service: &str, stream: Uuid) -> anyhow::Result<Vec<Stored>> {
        let mut database = PgConnection::connect(&(self.database)(service)).await?;
        let rows = sqlx::query(
            "SELECT version, event_id, type, origin FROM log.event
             WHERE stream_id = $1 ORDER BY version",
        )
        .bind(stream)
        .fetch_all(&mut database)
        .await
        .with_context(|| format!("the stream {stream} of {service}"))?;
        database.close().await?;
        rows.iter().map(stored).collect()
    }
}

/// Looks at what was told as it happened: none of it is marked as migrated. Answers how much that is.
///
/// # Errors
/// When some of it is.
pub async fn told_live(streams: Streams<'_>, live: &[(&str, String)]) -> anyhow::Result<String> {
    let mut count = 0;
    for (service, stream) in live {
        let stored = streams.of(service, Uuid::parse_str(stream)?).await?;
        let migrated: Vec<_> = stored.iter().filter(|it| it.origin != "LIVE").collect();
        ensure!(
            !stored.is_empty() && migrated.is_empty(),
            "the stream {stream} of {service} was told as it happened, but holds {migrated:?}"
        );
        count += stored.len();
    }
    Ok(format!("{count} events in {} streams were told as they happened", live.len()))
}

/// The names of events, in their order.
#[must_use]
pub fn names(events: &[Stored]) -> Vec<&str> {
    events.iter().map(|it| it.name.as_str()).collect()
}

fn stored(row: &sqlx::postgres::PgRow) -> anyhow::Result<Stored> {
    let name: String = row.try_get("type")?;
    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
    let (version, event) = (row.try_get("version")?, row.try_get("event_id")?);
    Ok(Stored { version, event, name, origin: row.try_get("origin")? })
}

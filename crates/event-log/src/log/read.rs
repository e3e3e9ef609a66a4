//! Reading the log in order.

use kernel::{Timestamp, Uuid};
use sqlx::PgPool;

use super::EventLog;
use crate::{Envelope, Fault, Origin, Token, Trigger, lost::again};

#[derive(sqlx::FromRow)]
struct Row {
    epoch: i64,
    position: i64,
    stream_id: Uuid,
    version: i64,
    kind: String,
    event_id: Uuid,
    r#type: String,
    payload: Vec<u8>,
    municipality: String,
    recorded_at_us: i64,
    origin: String,
    trigger: String,
    request_id: Uuid,
    correlation_id: Uuid,
    causation_id: Option<Uuid>,
    traceparent: Option<String>,
    chain: Vec<u8>,
}

impl EventLog {
    /// The events after a position, in order, at most `limit`.
    ///
    /// # Errors
    /// A fault.
    pub async fn read(&self, after: i64, limit: i64) -> Result<Vec<Envelope>, Fault> {
        let pool = &self.inner.pools.project;
        let rows: Vec<Row> = again(|| {
            sqlx::query_as(include_str!("read.sql")).bind(after).bind(limit).fetch_all(pool)
        })
        .await?;
        rows.into_iter().map(|it| envelope(self.service(), it)).collect()
    }

    /// Where the log ends now.
    ///
    /// # Errors
    /// A fault.
    pub async fn head(&self) -> Result<Token, Fault> {
        head(&self.inner.pools.project).await
    }
}

pub(super) async fn head(project: &PgPool) -> Result<Token, Fault> {
    let (epoch, position) =
        again(|| sqlx::query_as(include_str!("head.sql")).fetch_one(project)).await?;
    Ok(Token { epoch, position })
}

fn envelope(service: &str, row: Row) -> Result<Envelope, Fault> {
    let broken = |column: &str| {
        let index = format!("log.event.{column} at position {}", row.position);
        sqlx::Error::ColumnDecode { index, source: "not in a form this program knows".into() }
    };
    Ok(Envelope {
        origin: Origin::parse(&row.origin).ok_or_else(|| broken("origin"))?,
        trigger: Trigger::parse(&row.trigger).ok_or_else(|| broken("trigger"))?,
        recorded_at: Timestamp::from_microsecond(row.recorded_at_us)
            .map_err(|_| broken("recorded_at"))?,
        chain: row.chain.as_slice().try_into().map_err(|_| broken("chain"))?,
        service: service.to_owned(),
        epoch: row.epoch,
        position: row.position,
        stream_id: row.stream_id,
        version: row.version,
        kind: row.kind,
        event_id: row.event_id,
        type_name: row.r#type,
        payload: row.payload.into(),
        municipality: row.municipality,
        request_id: row.request_id,
        correlation_id: row.correlation_id,
        causation_id: row.causation_id,
        traceparent: row.traceparent,
    })
}

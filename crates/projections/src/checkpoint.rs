//! How far a subscription has come.

use event_log::{Envelope, Token};
use kernel::Timestamp;
use sqlx::{PgConnection, PgExecutor};

use crate::wait::WaitError;

/// Which subscription: the key of its checkpoint and of its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// The projection's or reaction's name.
    pub name: &'static str,
    /// The read model's version; 0 for a reaction.
    pub version: u32,
    /// Whose log.
    pub source: &'static str,
}

/// The last event that was handled, and the epochs met so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    /// 0 before the first event.
    pub position: i64,
    /// When that event was stored at its source.
    pub recorded_at: Option<Timestamp>,
    /// Each epoch of the followed log with the first position met in it, in order.
    pub epochs: Vec<EpochStart>,
}

/// Where an epoch was met first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EpochStart {
    pub epoch: i64,
    pub position: i64,
}

impl Checkpoint {
    /// The checkpoint after one more event.
    pub fn advance(&mut self, event: &Envelope) {
        self.position = event.position;
        self.recorded_at = Some(event.recorded_at);
        if self.epochs.last().is_none_or(|it| it.epoch != event.epoch) {
            self.epochs.push(EpochStart { epoch: event.epoch, position: event.position });
        }
    }

    /// Whether a token is reached; `None`: not yet.
    pub fn reached(&self, token: Token) -> Option<Result<(), WaitError>> {
        if token.position <= self.position {
            let epoch = self.epoch_at(token.position);
            let same = epoch.is_none_or(|it| it == token.epoch);
            return Some(if same { Ok(()) } else { Err(WaitError::EpochChanged) });
        }
        // Epochs only grow: what comes after a newer epoch is never of an older one.
        let passed = self.epochs.last().is_some_and(|it| it.epoch > token.epoch);
        passed.then_some(Err(WaitError::EpochChanged))
    }

    fn epoch_at(&self, position: i64) -> Option<i64> {
        self.epochs.iter().rev().find(|it| it.position <= position).map(|it| it.epoch)
    }

    /// Reads it; the one before the first event when there is none yet.
    pub async fn read(db: impl PgExecutor<'_>, key: Key) -> Result<Self, sqlx::Error> {
        type Row = (i64, Option<i64>, Vec<i64>, Vec<i64>);
        let row: Option<Row> = sqlx::query_as(include_str!("sql/checkpoint.sql"))
            .bind(key.name)
            .bind(key.version.cast_signed())
            .bind(key.source)
            .fetch_optional(db)
            .await?;
        let Some((position, recorded_at, epochs, starts)) = row else {
            return Ok(Self::default());
        };
        let recorded_at = recorded_at.and_then(|it| Timestamp::from_microsecond(it).ok());
        let epochs = epochs
            .into_iter()
            .zip(starts)
            .map(|(epoch, position)| EpochStart { epoch, position })
            .collect();
        Ok(Self { position, recorded_at, epochs })
    }

    /// Makes its row where there is none.
    pub async fn make(db: impl PgExecutor<'_>, key: Key) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO subscriptions.checkpoint (name, version, source) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
        )
        .bind(key.name)
        .bind(key.version.cast_signed())
        .bind(key.source)
        .execute(db)
        .await?;
        Ok(())
    }

    /// Stores it in the transaction of what was handled, and renews the lease; false when the lease is another's:
    /// then the transaction must not be committed.
    pub async fn store(
        &self,
        tx: &mut PgConnection,
        key: Key,
        fence: i64,
        lease_seconds: f64,
    ) -> Result<bool, sqlx::Error> {
        let epochs: Vec<i64> = self.epochs.iter().map(|it| it.epoch).collect();
        let starts: Vec<i64> = self.epochs.iter().map(|it| it.position).collect();
        let done = sqlx::query(include_str!("sql/advance.sql"))
            .bind(key.name)
            .bind(key.version.cast_signed())
            .bind(key.source)
            .bind(fence)
            .bind(lease_seconds)
            .bind(self.position)
            .bind(self.recorded_at.map(Timestamp::as_microsecond))
            .bind(epochs)
            .bind(starts)
            .execute(tx)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

#[cfg(test)]
mod tests;

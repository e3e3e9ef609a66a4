//! The right to move a checkpoint: a row with a fencing epoch that expires by the database's clock.

use std::time::Duration;

use sqlx::PgPool;
use tokio::time::Instant;

use crate::checkpoint::{Checkpoint, Key};

/// Where leases are kept, and how long they hold.
#[derive(Clone)]
pub(crate) struct Leases {
    pool: PgPool,
    key: Key,
    owner: String,
    length: Duration,
}

/// A lease that was ours when we looked last. Only its fence decides.
#[derive(Debug)]
pub(crate) struct Held {
    /// Raised by every take-over.
    pub fence: i64,
    /// When to renew it at the latest.
    pub renew_at: Instant,
}

/// The lease is another's.
#[derive(Debug)]
pub(crate) struct Lost;

impl Leases {
    pub fn new(pool: PgPool, key: Key, length: Duration) -> Self {
        // For people who read the row: the fence tells owners apart, not this.
        let host = std::env::var("HOSTNAME").unwrap_or_else(|_| "localhost".to_owned());
        let owner = format!("{host}:{}", std::process::id());
        Self { pool, key, owner, length }
    }

    /// Seconds a renewal lasts.
    pub fn seconds(&self) -> f64 {
        self.length.as_secs_f64()
    }

    /// How long its sessions may stand idle in a transaction, in milliseconds: less than a lease.
    pub fn idle_timeout(&self) -> String {
        (self.length / 2).as_millis().max(1).to_string()
    }

    /// Takes it when it is free. Looks first: an attempt would wait for whoever works under it.
    pub async fn take(&self) -> Result<Option<Held>, sqlx::Error> {
        let held: Option<bool> = sqlx::query_scalar(
            "SELECT expires > clock_timestamp() FROM subscriptions.lease
             WHERE name = $1 AND version = $2 AND source = $3",
        )
        .bind(self.key.name)
        .bind(self.key.version.cast_signed())
        .bind(self.key.source)
        .fetch_optional(&self.pool)
        .await?;
        if held == Some(true) {
            return Ok(None);
        }
        let renew_at = self.renew_at();
        Checkpoint::make(&self.pool, self.key).await?;
        let fence: Option<i64> = sqlx::query_scalar(include_str!("sql/take.sql"))
            .bind(self.key.name)
            .bind(self.key.version.cast_signed())
            .bind(self.key.source)
            .bind(&self.owner)
            .bind(self.seconds())
            .fetch_optional(&self.pool)
            .await?;
        Ok(fence.map(|fence| Held { fence, renew_at }))
    }

    /// Renews it.
    pub async fn renew(&self, held: &mut Held) -> Result<Result<(), Lost>, sqlx::Error> {
        let renew_at = self.renew_at();
        let renewed = sqlx::query(
            "UPDATE subscriptions.lease SET expires = clock_timestamp() + make_interval(secs => $5)
             WHERE name = $1 AND version = $2 AND source = $3 AND fence = $4",
        )
        .bind(self.key.name)
        .bind(self.key.version.cast_signed())
        .bind(self.key.source)
        .bind(held.fence)
        .bind(self.seconds())
        .execute(&self.pool)
        .await?;
        held.renew_at = renew_at;
        Ok(if renewed.rows_affected() == 1 { Ok(()) } else { Err(Lost) })
    }

    /// Raises the fence. After it no transaction begun under the old one can commit a checkpoint, and one that
    /// was just committing has: the row is locked until it ends.
    pub async fn raise(&self, held: &mut Held) -> Result<Result<(), Lost>, sqlx::Error> {
        let renew_at = self.renew_at();
        let fence: Option<i64> = sqlx::query_scalar(
            "UPDATE subscriptions.lease
             SET fence = fence + 1, expires = clock_timestamp() + make_interval(secs => $5)
             WHERE name = $1 AND version = $2 AND source = $3 AND fence = $4
             RETURNING fence",
        )
        .bind(self.key.name)
        .bind(self.key.version.cast_signed())
        .bind(self.key.source)
        .bind(held.fence)
        .bind(self.seconds())
        .fetch_optional(&self.pool)
        .await?;
        let Some(fence) = fence else { return Ok(Err(Lost)) };
        *held = Held { fence, renew_at };
        Ok(Ok(()))
    }

    /// Gives it back, so that a successor need not wait.
    pub async fn release(&self, held: Held) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE subscriptions.lease SET expires = clock_timestamp()
             WHERE name = $1 AND version = $2 AND source = $3 AND fence = $4",
        )
        .bind(self.key.name)
        .bind(self.key.version.cast_signed())
        .bind(self.key.source)
        .bind(held.fence)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// When a lease that is renewed now must be renewed again.
    pub fn renew_at(&self) -> Instant {
        Instant::now() + self.length / 3
    }
}

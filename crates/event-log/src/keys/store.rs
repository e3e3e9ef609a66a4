//! Where keys are kept. The database at first; a key server later.

use futures::future::BoxFuture;
use kernel::{Timestamp, Uuid};
use sqlx::{PgConnection, PgPool};

use crate::{Fault, lost::again};

/// A cell key as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct WrappedCellKey {
    /// `wrap`, `lookup` or `body`.
    pub name: String,
    /// From 1.
    pub version: i32,
    /// Sealed by the root key.
    pub wrapped: Vec<u8>,
}

/// The key of a person and purpose as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct SubjectKey {
    /// The person.
    pub subject_id: Uuid,
    /// `citizen`, later also `contact`.
    pub subject_kind: String,
    /// Number of the purpose.
    pub purpose: i32,
    /// From 1.
    pub version: i32,
    /// Sealed by the cell key `wrap`; `None`: erased.
    pub wrapped: Option<Vec<u8>>,
    /// Version of that cell key.
    pub wrap_key: i32,
}

/// Keeps wrapped keys. New keys of persons are not its business: they are stored inside the append, so that a lost
/// race leaves none behind. The connection it is given is the transaction of the one who asks.
pub(crate) trait KeyStore: Send + Sync {
    /// All cell keys.
    fn cell_keys(&self) -> BoxFuture<'_, Result<Vec<WrappedCellKey>, Fault>>;

    /// Keeps new cell keys, all or none; those that were made meanwhile stay as they are.
    fn add_cell_keys(
        &self,
        keys: Vec<WrappedCellKey>,
        at: Timestamp,
    ) -> BoxFuture<'_, Result<(), Fault>>;

    /// All versions of the keys of these (person, purpose), erased ones too.
    fn subject_keys<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        wanted: &'a [(Uuid, i32)],
    ) -> BoxFuture<'a, Result<Vec<SubjectKey>, sqlx::Error>>;

    /// Destroys the keys of a person, of one purpose or all; what remains says that there was one.
    fn erase<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        subject: Uuid,
        purpose: Option<i32>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<(), sqlx::Error>>;
}

/// In the service's own database.
pub(crate) struct PostgresKeys {
    pub vault: PgPool,
}

impl KeyStore for PostgresKeys {
    fn cell_keys(&self) -> BoxFuture<'_, Result<Vec<WrappedCellKey>, Fault>> {
        Box::pin(async move {
            let sql = "SELECT name, version, wrapped FROM log.cell_key";
            Ok(again(|| sqlx::query_as(sql).fetch_all(&self.vault)).await?)
        })
    }

    fn add_cell_keys(
        &self,
        keys: Vec<WrappedCellKey>,
        at: Timestamp,
    ) -> BoxFuture<'_, Result<(), Fault>> {
        Box::pin(async move {
            let names: Vec<&str> = keys.iter().map(|it| it.name.as_str()).collect();
            let versions: Vec<i32> = keys.iter().map(|it| it.version).collect();
            let wrapped: Vec<&[u8]> = keys.iter().map(|it| it.wrapped.as_slice()).collect();
            again(|| {
                sqlx::query(include_str!("add_cell_keys.sql"))
                    .bind(&names)
                    .bind(&versions)
                    .bind(&wrapped)
                    .bind(at.as_microsecond())
                    .execute(&self.vault)
            })
            .await?;
            Ok(())
        })
    }

    fn subject_keys<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        wanted: &'a [(Uuid, i32)],
    ) -> BoxFuture<'a, Result<Vec<SubjectKey>, sqlx::Error>> {
        Box::pin(async move {
            let (subjects, purposes): (Vec<Uuid>, Vec<i32>) = wanted.iter().copied().unzip();
            sqlx::query_as(include_str!("subject_keys.sql"))
                .bind(subjects)
                .bind(purposes)
                .fetch_all(tx)
                .await
        })
    }

    fn erase<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        subject: Uuid,
        purpose: Option<i32>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<(), sqlx::Error>> {
        Box::pin(async move {
            sqlx::query(include_str!("erase_keys.sql"))
                .bind(subject)
                .bind(purpose)
                .bind(at.as_microsecond())
                .execute(tx)
                .await?;
            Ok(())
        })
    }
}

//! The one place where personal data is opened.

use std::sync::Arc;

use kernel::{Caller, Clock, Uuid};
use proto::values_v1::Purpose;
use sqlx::{PgConnection, PgPool};
use zeroize::Zeroizing;

use crate::{
    Fault,
    keys::{CellKeys, KeyStore, SubjectKey},
    lost::again,
    seal::about_part,
};

/// Who wants to see what, and why. Written as a look-up row in the transaction that opens it.
#[derive(Clone, Debug)]
pub struct LookUp {
    /// Why: one of the closed list `service_kit::grpc::PURPOSES`, as a caller states it in the metadata
    /// `jobbro-purpose` and a reaction knows it. It is stored in clear, so it is never a text of anybody's own.
    pub reason: String,
    /// The RPC.
    pub rpc: &'static str,
    /// The person.
    pub subject: Uuid,
    /// Which parts.
    pub parts: Vec<Purpose>,
    /// Where they must have been sealed; `None` for anywhere in the log.
    pub within: Option<Within>,
    /// What was searched for; stored as HMAC only.
    pub search_terms: Vec<String>,
}

/// One stream, and some of its events: as the texts of one placement, not of another of the same person.
#[derive(Clone, Debug)]
pub struct Within {
    /// The stream.
    pub stream: Uuid,
    /// Full type names of the events that the part may be sealed beside.
    pub types: Vec<String>,
}

/// One part, opened.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// The newest sealed message of that purpose (and place), encoded.
    Plain(Zeroizing<Vec<u8>>),
    /// It was there, and was erased.
    Erased,
    /// There was never any, or not there.
    Absent,
}

/// Shows which it is, never what it says.
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plain(_) => "Plain(personal)",
            Self::Erased => "Erased",
            Self::Absent => "Absent",
        })
    }
}

/// Opens sealed parts; every opening leaves a look-up row, or nothing is opened.
#[derive(Clone)]
pub struct Vault {
    pub(crate) pool: PgPool,
    pub(crate) cell: Arc<CellKeys>,
    pub(crate) store: Arc<dyn KeyStore>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// The newest side row of a purpose.
#[derive(sqlx::FromRow)]
struct Side {
    event_id: Uuid,
    r#type: String,
    purpose: i32,
    subject_kind: String,
    key_version: i32,
    nonce: Vec<u8>,
    ciphertext: Vec<u8>,
}

impl Vault {
    /// Opens the newest sealed part of each asked purpose, in their order; the newest of one stream, if asked so.
    ///
    /// # Errors
    /// A fault; then nothing is shown.
    pub async fn open(&self, caller: &Caller, look_up: LookUp) -> Result<Vec<Opened>, Fault> {
        let mut tx = begin(&self.pool).await?;
        let purposes: Vec<i32> = look_up.parts.iter().map(|it| *it as i32).collect();
        let wanted: Vec<(Uuid, i32)> = purposes.iter().map(|it| (look_up.subject, *it)).collect();
        let within = look_up.within.as_ref();
        let sides: Vec<Side> = sqlx::query_as(include_str!("vault/newest_sides.sql"))
            .bind(look_up.subject)
            .bind(&purposes)
            .bind(within.map(|it| it.stream))
            .bind(within.map(|it| it.types.as_slice()))
            .fetch_all(&mut *tx)
            .await?;
        let keys = self.store.subject_keys(&mut tx, &wanted).await?;
        let opened = purposes
            .iter()
            .map(|purpose| self.part(look_up.subject, *purpose, &sides, &keys))
            .collect::<Result<Vec<_>, _>>()?;
        self.note(&mut tx, caller, &look_up, &purposes).await?;
        tx.commit().await?;
        Ok(opened)
    }

    fn part(
        &self,
        subject: Uuid,
        purpose: i32,
        sides: &[Side],
        keys: &[SubjectKey],
    ) -> Result<Opened, Fault> {
        let mut keys = keys.iter().filter(|it| it.purpose == purpose).peekable();
        let Some(side) = sides.iter().find(|it| it.purpose == purpose) else {
            return Ok(match keys.peek() {
                Some(key) if key.wrapped.is_none() => Opened::Erased,
                Some(_) | None => Opened::Absent,
            });
        };
        let row = keys.find(|it| it.version == side.key_version).ok_or(Fault::Keys)?;
        let Some(key) = self.cell.subject_key(row)? else { return Ok(Opened::Erased) };
        let Side { event_id, r#type, subject_kind, key_version, nonce, ciphertext, .. } = side;
        let about = about_part(subject_kind, subject, *event_id, r#type, purpose, *key_version);
        key.open(&about, nonce, ciphertext).map(Opened::Plain).ok_or(Fault::Keys)
    }

    async fn note(
        &self,
        tx: &mut PgConnection,
        caller: &Caller,
        look_up: &LookUp,
        parts: &[i32],
    ) -> Result<(), Fault> {
        let blinded = look_up.search_terms.iter().map(|it| self.blind("search", it).1.to_vec());
        sqlx::query(include_str!("vault/note.sql"))
            .bind(caller.human)
            .bind(caller.on_behalf_of)
            .bind(&caller.client)
            .bind(caller.role.as_str())
            .bind(caller.municipality.as_str())
            .bind(&look_up.reason)
            .bind(look_up.rpc)
            .bind(look_up.subject)
            .bind(blinded.collect::<Vec<_>>())
            .bind(self.cell.look_up_key())
            .bind(parts)
            .bind(self.clock.now().as_microsecond())
            .execute(tx)
            .await?;
        Ok(())
    }

    /// Destroys the keys and the side rows of a person, of one purpose or all. The chain still verifies.
    ///
    /// # Errors
    /// A fault.
    pub async fn erase(&self, subject: Uuid, purpose: Option<Purpose>) -> Result<(), Fault> {
        let purpose = purpose.map(|it| it as i32);
        let at = self.clock.now();
        again(|| async move {
            let mut tx = begin(&self.pool).await?;
            // No append in between: what was sealed before is destroyed here, what comes after finds no key.
            sqlx::query("SELECT pg_advisory_xact_lock(1245667186, 1)").execute(&mut *tx).await?;
            sqlx::query(
                "DELETE FROM log.side WHERE subject_id = $1 AND ($2::int IS NULL OR purpose = $2)",
            )
            .bind(subject)
            .bind(purpose)
            .execute(&mut *tx)
            .await?;
            self.store.erase(&mut tx, subject, purpose, at).await?;
            tx.commit().await
        })
        .await?;
        Ok(())
    }

    /// The keyed HMAC of a personal value, for claims and search terms, with the key's id: (`1`, 32 bytes).
    #[must_use]
    pub fn blind(&self, what: &str, value: &str) -> (u32, [u8; 32]) {
        let (version, hash) = self.cell.blind(what, value);
        (version.unsigned_abs(), hash)
    }
}

/// A transaction; a connection that died while it was idle is tried again.
async fn begin(pool: &PgPool) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, sqlx::Error> {
    again(|| pool.begin()).await
}

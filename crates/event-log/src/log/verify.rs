//! One pass over the log that proves it whole, or says where it first is not.

use std::collections::HashMap;

use kernel::Uuid;
use sqlx::PgPool;

use super::EventLog;
use crate::{
    Fault,
    digest::{GENESIS, Hashed, digest, link},
    lost::again,
    sealed::{Commitment, commitment, read},
};

const PAGE: i64 = 1_000;

/// What a pass over the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Events that were looked at and found right, from the first.
    pub events: i64,
    /// The chain's value after them.
    pub chain: [u8; 32],
    /// Where it is wrong, if anywhere.
    pub divergence: Option<Divergence>,
}

/// The first place where the log is not what its chain says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Divergence {
    /// A position is missing.
    #[error("position {position} is missing")]
    Gap {
        /// Which.
        position: i64,
    },
    /// A row is not what was stored.
    #[error("the event at position {position} is not what was stored")]
    Row {
        /// Where.
        position: i64,
    },
    /// A stream's versions do not follow each other.
    #[error("the event at position {position} is out of its stream's order")]
    Version {
        /// Where.
        position: i64,
    },
    /// A sealed part is not what was stored, is missing though its key was not erased, or belongs to no event.
    #[error("a sealed part of the event at position {position} is not what was stored")]
    Side {
        /// Where.
        position: i64,
        /// Which of its parts, from 0.
        place: i32,
    },
}

#[derive(sqlx::FromRow)]
struct Row {
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
    actor: Option<Uuid>,
    client: String,
    role: String,
    on_behalf_of: Option<Uuid>,
    asker: String,
    request_id: Uuid,
    correlation_id: Uuid,
    causation_id: Option<Uuid>,
    traceparent: Option<String>,
    body_mac: Option<Vec<u8>>,
    body_key: Option<i32>,
    answer: Option<Vec<u8>>,
    command_size: Option<i32>,
    sealed: Option<Vec<u8>>,
    chain: Vec<u8>,
    /// Whether the row before it in its stream is there, and no other of its version.
    follows: bool,
}

#[derive(sqlx::FromRow)]
struct Side {
    position: i64,
    place: i32,
    event_id: Uuid,
    purpose: i32,
    subject_kind: String,
    subject_id: Uuid,
    key_version: i32,
    salt: Vec<u8>,
    nonce: Vec<u8>,
    ciphertext: Vec<u8>,
}

impl EventLog {
    /// Walks the whole log: positions without a gap, digests and chain, versions, and the side rows that are left
    /// against their commitments.
    ///
    /// # Errors
    /// A fault; a divergence is an answer.
    pub async fn verify(&self) -> Result<Verified, Fault> {
        let pools = &self.inner.pools;
        let mut so_far = Verified { events: 0, chain: GENESIS, divergence: None };
        loop {
            let rows: Vec<Row> = again(|| {
                sqlx::query_as(include_str!("verify_events.sql"))
                    .bind(so_far.events)
                    .bind(PAGE)
                    .fetch_all(&pools.project)
            })
            .await?;
            let last = rows.last().map(|it| it.position);
            let sides = sides(&pools.vault, so_far.events, last).await?;
            let mut sides: HashMap<(i64, i32), Side> =
                sides.into_iter().map(|it| ((it.position, it.place), it)).collect();
            for row in &rows {
                let parts = match so_far.step(row) {
                    Ok(parts) => parts,
                    Err(divergence) => return Ok(so_far.with(divergence)),
                };
                if let Some(place) = check_sides(&pools.vault, row, &parts, &mut sides).await? {
                    return Ok(so_far.with(Divergence::Side { position: row.position, place }));
                }
                so_far.events = row.position;
            }
            if let Some((position, place)) = sides.into_keys().min() {
                return Ok(so_far.with(Divergence::Side { position, place }));
            }
            if last.is_none() {
                return Ok(so_far);
            }
        }
    }
}

impl Verified {
    fn with(self, divergence: Divergence) -> Self {
        Self { divergence: Some(divergence), ..self }
    }

    /// Takes one row into the chain; answers its commitments.
    fn step(&mut self, row: &Row) -> Result<Vec<Commitment>, Divergence> {
        let position = row.position;
        if position != self.events + 1 {
            return Err(Divergence::Gap { position: self.events + 1 });
        }
        let digest = digest(&row.hashed());
        let chain = link(&self.chain, position, row.version, row.recorded_at_us, &digest);
        if row.chain != chain {
            return Err(Divergence::Row { position });
        }
        if !row.follows {
            return Err(Divergence::Version { position });
        }
        let parts = row.sealed.as_deref().map_or(Some(Vec::new()), read);
        self.chain = chain;
        parts.ok_or(Divergence::Row { position })
    }
}

impl Row {
    fn hashed(&self) -> Hashed<'_> {
        Hashed {
            stream_id: self.stream_id,
            kind: &self.kind,
            event_id: self.event_id,
            type_name: &self.r#type,
            payload: &self.payload,
            municipality: &self.municipality,
            origin: &self.origin,
            trigger: &self.trigger,
            actor: self.actor,
            client: &self.client,
            role: &self.role,
            on_behalf_of: self.on_behalf_of,
            asker: &self.asker,
            request_id: self.request_id,
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            traceparent: self.traceparent.as_deref(),
            body_mac: self.body_mac.as_deref(),
            body_key: self.body_key,
            answer: self.answer.as_deref(),
            command_size: self.command_size,
            sealed: self.sealed.as_deref(),
        }
    }
}

/// The side rows of a page; those without an event when there is no page.
async fn sides(vault: &PgPool, after: i64, last: Option<i64>) -> Result<Vec<Side>, sqlx::Error> {
    again(|| {
        sqlx::query_as(include_str!("verify_sides.sql")).bind(after).bind(last).fetch_all(vault)
    })
    .await
}

/// The first part of an event that is not as committed. A missing one is right only where the key was erased.
async fn check_sides(
    vault: &PgPool,
    row: &Row,
    parts: &[Commitment],
    sides: &mut HashMap<(i64, i32), Side>,
) -> Result<Option<i32>, Fault> {
    for (place, part) in (0..).zip(parts) {
        let right = match sides.remove(&(row.position, place)) {
            Some(it) => {
                let hash = commitment(&it.salt, &it.nonce, it.key_version, &it.ciphertext);
                hash == part.hash
                    && it.event_id == row.event_id
                    && it.purpose == part.purpose
                    && it.subject_id == part.subject_id
                    && it.subject_kind == part.subject_kind
            }
            // Keys are read after the side rows, and an erased one stays so.
            None => {
                again(|| {
                    sqlx::query_scalar(include_str!("erased.sql"))
                        .bind(part.subject_id)
                        .bind(part.purpose)
                        .fetch_one(vault)
                })
                .await?
            }
        };
        if !right {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

//! The rows that a slice touches, as they were before it.

use std::collections::BTreeMap;

use kernel::Uuid;
use sqlx::{FromRow, PgConnection};

/// By placement.
#[derive(Default)]
pub(super) struct Rows(pub BTreeMap<Uuid, Row>);

#[derive(FromRow)]
pub(super) struct Row {
    pub placement_id: Uuid,
    pub municipality: String,
    pub drafted_position: i64,
    pub citizen_id: Uuid,
    pub cvr: String,
    pub p_number: String,
    pub measure: i16,
    pub focus: i16,
    pub first_day: String,
    pub last_day: String,
    pub weekly_hours: i16,
    pub state: i16,
    pub legal_facts: i16,
    pub place: i16,
    pub facts_received: Option<Vec<u8>>,
    pub place_answer: Option<Vec<u8>>,
    pub decision: Option<Vec<u8>>,
    pub version: i64,
    #[sqlx(skip)]
    pub signatures: Vec<Signature>,
}

#[derive(FromRow)]
pub(super) struct Signature {
    pub placement_id: Uuid,
    pub role: i16,
    pub signed_on: String,
    pub method: i16,
    pub objected: bool,
}

impl Rows {
    pub(super) async fn load(
        tx: &mut PgConnection,
        placements: impl Iterator<Item = Uuid>,
    ) -> Result<Self, sqlx::Error> {
        let placements: Vec<Uuid> = placements.collect();
        let rows: Vec<Row> =
            sqlx::query_as(include_str!("rows.sql")).bind(&placements).fetch_all(&mut *tx).await?;
        let signatures: Vec<Signature> =
            sqlx::query_as(include_str!("signatures.sql")).bind(&placements).fetch_all(tx).await?;
        let mut rows: BTreeMap<_, _> = rows.into_iter().map(|it| (it.placement_id, it)).collect();
        for signature in signatures {
            if let Some(row) = rows.get_mut(&signature.placement_id) {
                row.signatures.push(signature);
            }
        }
        Ok(Self(rows))
    }
}

//! The questions that queries ask of the read model `placements`, in a transaction of `projections::scoped`: row-level
//! security leaves the rows of the asker's municipality.

use kernel::Uuid;
use prost::Message;
use proto::{
    placements::{
        events::v1::{
            LegalFactsReceived, PlaceAnswerReceived, PlacementGranted, PlacementRejected,
        },
        v1::{self as pb, PlacementState},
    },
    values,
    values_v1::{CivilDate, Finding},
};
use sqlx::{FromRow, PgConnection};

/// A placement with what it was decided on.
pub struct Case {
    /// The coded facts.
    pub summary: pb::PlacementSummary,
    /// Those that stand, oldest first.
    pub signatures: Vec<pb::Signature>,
    /// What `citizens` answered.
    pub facts: Option<LegalFactsReceived>,
    /// What `employers` answered.
    pub place: Option<PlaceAnswerReceived>,
    /// Of the decision, or of the place while there is none.
    pub findings: Vec<Finding>,
}

/// A placement in a list.
pub struct Listed {
    /// Its place in the order of drafting.
    pub position: i64,
    /// The coded facts.
    pub summary: pb::PlacementSummary,
}

/// Which ones a list holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only of this citizen.
    pub citizen: Option<Uuid>,
    /// Only in this state.
    pub state: Option<PlacementState>,
}

/// One placement; `None` when there is none that the asker may see.
///
/// # Errors
/// When Postgres does not answer.
pub async fn case(tx: &mut PgConnection, placement: Uuid) -> Result<Option<Case>, sqlx::Error> {
    const ONE: &str =
        concat!(include_str!("read/placement.sql"), "WHERE placement.placement_id = $1");
    let row: Option<Row> = sqlx::query_as(ONE).bind(placement).fetch_optional(&mut *tx).await?;
    let Some(row) = row else { return Ok(None) };
    let signatures: Vec<(i16, String, i16, bool)> =
        sqlx::query_as(include_str!("read/signatures.sql")).bind(placement).fetch_all(tx).await?;
    let signatures = signatures.into_iter().map(|(role, signed_on, method, objected)| {
        let (role, method) = (role.into(), method.into());
        pb::Signature { role, signed_on: day(&signed_on), method, objected }
    });
    row.case(signatures.collect()).map(Some).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The placements after a place in the order of drafting.
///
/// # Errors
/// When Postgres does not answer.
pub async fn page(
    tx: &mut PgConnection,
    after: i64,
    limit: i64,
    filter: Filter,
) -> Result<Vec<Listed>, sqlx::Error> {
    const PAGE: &str = concat!(include_str!("read/placement.sql"), include_str!("read/page.sql"));
    let rows: Vec<Row> = sqlx::query_as(PAGE)
        .bind(after)
        .bind(limit)
        .bind(filter.citizen)
        .bind(filter.state.and_then(|it| i16::try_from(i32::from(it)).ok()))
        .fetch_all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed { position: row.drafted_position, summary: row.summary() })
        .collect())
}

#[derive(FromRow)]
struct Row {
    placement_id: Uuid,
    drafted_position: i64,
    citizen_id: Uuid,
    cvr: String,
    p_number: String,
    measure: i16,
    focus: i16,
    first_day: String,
    last_day: String,
    weekly_hours: i16,
    state: i16,
    legal_facts: i16,
    place: i16,
    facts_received: Option<Vec<u8>>,
    place_answer: Option<Vec<u8>>,
    decision: Option<Vec<u8>>,
    version: i64,
}

impl Row {
    fn summary(&self) -> pb::PlacementSummary {
        pb::PlacementSummary {
            placement_id: self.placement_id.hyphenated().to_string(),
            citizen_id: self.citizen_id.hyphenated().to_string(),
            cvr: self.cvr.clone(),
            p_number: self.p_number.clone(),
            measure: self.measure.into(),
            focus: self.focus.into(),
            first_day: day(&self.first_day),
            last_day: day(&self.last_day),
            weekly_hours: self.weekly_hours.into(),
            state: self.state.into(),
            legal_facts: self.legal_facts.into(),
            place: self.place.into(),
            version: self.version,
        }
    }

    fn case(&self, signatures: Vec<pb::Signature>) -> Result<Case, prost::DecodeError> {
        let place: Option<PlaceAnswerReceived> = decoded(self.place_answer.as_deref())?;
        let findings = match &place {
            _ if self.decision.is_some() => self.decided()?,
            Some(place) => place.findings.clone(),
            None => Vec::new(),
        };
        Ok(Case {
            summary: self.summary(),
            signatures,
            facts: decoded(self.facts_received.as_deref())?,
            place,
            findings,
        })
    }

    fn decided(&self) -> Result<Vec<Finding>, prost::DecodeError> {
        let decision = self.decision.as_deref();
        let findings = if i32::from(self.state) == i32::from(PlacementState::Rejected) {
            decoded(decision)?.map(|it: PlacementRejected| it.findings)
        } else {
            decoded(decision)?.map(|it: PlacementGranted| it.findings)
        };
        Ok(findings.unwrap_or_default())
    }
}

fn decoded<M: Message + Default>(bytes: Option<&[u8]>) -> Result<Option<M>, prost::DecodeError> {
    bytes.map(M::decode).transpose()
}

/// A day as Postgres writes it.
fn day(text: &str) -> Option<CivilDate> {
    text.parse().ok().map(values::date)
}

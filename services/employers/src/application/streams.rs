//! Which stream holds what of a company, and what is recorded with it. All of it is shared in the cell.

use employers_domain::{
    employer::{self, Employer},
    quota_ledger::{self, QuotaLedger},
    streams,
    workplace::{self, Workplace},
};
use event_log::{LoadError, Loaded, Session};
use kernel::{EmployerId, MunicipalityCode, PNumber};

use super::claims;
use crate::codec::{EmployerCodec, QuotaLedgerCodec, WorkplaceCodec};

/// The company's stream has the company's own id.
pub(super) async fn employer(
    session: &mut Session,
    id: EmployerId,
    expected: Option<i64>,
) -> Result<Loaded<Employer>, LoadError> {
    session.load::<EmployerCodec>(id.uuid(), expected).await
}

pub(super) async fn workplace(
    session: &mut Session,
    p_number: PNumber,
    expected: Option<i64>,
) -> Result<Loaded<Workplace>, LoadError> {
    session.load::<WorkplaceCodec>(streams::workplace_id(p_number), expected).await
}

pub(super) async fn quota_ledger(
    session: &mut Session,
    p_number: PNumber,
) -> Result<Loaded<QuotaLedger>, LoadError> {
    session.load::<QuotaLedgerCodec>(streams::quota_ledger_id(p_number), None).await
}

/// The claim of the CVR number goes with the registration.
pub(super) fn record_employer(
    session: &mut Session,
    id: EmployerId,
    events: &[employer::Event],
) -> i64 {
    for event in events {
        match event {
            employer::Event::Registered { cvr, .. } => session.take(claims::cvr(*cvr), id.uuid()),
            employer::Event::SectorSet { .. } => {}
        }
    }
    session.record::<EmployerCodec>(id.uuid(), MunicipalityCode::SHARED, events)
}

/// The claim of the P-number goes with the registration.
pub(super) fn record_workplace(
    session: &mut Session,
    p_number: PNumber,
    events: &[workplace::Event],
) -> i64 {
    let stream = streams::workplace_id(p_number);
    for event in events {
        match event {
            workplace::Event::Registered { p_number, .. } => {
                session.take(claims::p_number(*p_number), stream);
            }
            workplace::Event::HeadcountRecorded { .. }
            | workplace::Event::PlacesElsewhereRecorded { .. } => {}
        }
    }
    session.record::<WorkplaceCodec>(stream, MunicipalityCode::SHARED, events)
}

pub(super) fn record_quota_ledger(
    session: &mut Session,
    p_number: PNumber,
    events: &[quota_ledger::Event],
) {
    let stream = streams::quota_ledger_id(p_number);
    session.record::<QuotaLedgerCodec>(stream, MunicipalityCode::SHARED, events);
}

//! What there may be only one of. The stream's id says it too, as it is derived from the number; the claim says it to
//! whoever reads the database.

use event_log::Claim;
use kernel::{CvrNumber, MunicipalityCode, PNumber};

/// One company for a CVR number in the cell.
pub(super) fn cvr(cvr: CvrNumber) -> Claim {
    shared("cvr", cvr.as_str())
}

/// One workplace for a P-number in the cell.
pub(super) fn p_number(p_number: PNumber) -> Claim {
    shared("p_number", p_number.as_str())
}

fn shared(kind: &str, key: &str) -> Claim {
    Claim {
        scope: MunicipalityCode::SHARED.to_owned(),
        kind: kind.to_owned(),
        key: key.as_bytes().to_vec(),
    }
}

//! What there may be only one of.

use event_log::{Claim, Vault};
use kernel::{CitizenId, MunicipalityCode, PersonNumber};

use citizens_domain::values::ExternalId;

/// One person number in the cell. The key is blinded; the id of the look-up key stands in the kind.
pub(super) fn person_number(vault: &Vault, number: &PersonNumber) -> Claim {
    let (key_id, key) = vault.blind("cpr", number.expose());
    Claim {
        scope: MunicipalityCode::SHARED.to_owned(),
        kind: format!("cpr:{key_id}"),
        key: key.to_vec(),
    }
}

/// One citizen for an id of another system, in the municipality. The system is blinded with the id: both are sealed.
pub(super) fn external_id(vault: &Vault, asker: MunicipalityCode, external: &ExternalId) -> Claim {
    let (system, id) = (external.system.expose(), external.id.expose());
    // The length tells the two apart whatever they hold.
    let (key_id, key) = vault.blind("external_id", &format!("{}:{system}:{id}", system.len()));
    Claim { scope: asker.to_string(), kind: format!("external:{key_id}"), key: key.to_vec() }
}

/// One running programme for a citizen in the cell.
pub(super) fn programme(citizen: CitizenId) -> Claim {
    Claim {
        scope: MunicipalityCode::SHARED.to_owned(),
        kind: "programme".to_owned(),
        key: citizen.uuid().as_bytes().to_vec(),
    }
}

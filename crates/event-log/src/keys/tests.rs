//! Golden values: claims, stored answers and sealed parts that were ever written depend on them.

use kernel::{Caller, MunicipalityCode, RequestId, Role, Uuid};

use super::{CellKeys, SubjectKey};
use crate::{Order, Trigger, seal::about_part};

fn order() -> Order {
    let caller = Caller {
        human: None,
        client: "test-client".to_owned(),
        municipality: MunicipalityCode::parse("350").unwrap(),
        roles: vec![Role::System],
        role: Role::System,
        on_behalf_of: None,
    };
    Order {
        caller,
        request_id: RequestId::new(Uuid::from_u128(1)),
        rpc: "citizens.register_citizen",
        body: b"\x0a\x01x".to_vec(),
        trigger: Trigger::Caller,
        correlation_id: None,
        causation_id: None,
        migrated: false,
    }
}

#[test]
fn a_claim_and_a_body_hash_to_what_they_always_did() {
    let cell = CellKeys::fixed();
    let (version, blind) = cell.blind("cpr", "value");
    assert_eq!(
        (version, hex::encode(blind).as_str()),
        (1, "29e9ecab3128d0d1cda4df9a97f4a05795099e1cf19cab4aa1a852f8977b24d6")
    );
    let (version, mac) = cell.body_mac(&order());
    assert_eq!(
        (version, hex::encode(mac).as_str()),
        (1, "c73b7687f14d9e0f8672f08d8891d07fef59412c92e613111e53543199a2c1db")
    );
    assert!(cell.same_body(&order(), 1, &mac).unwrap());
    assert!(!cell.same_body(&order(), 1, &[0; 32]).unwrap());
    assert!(cell.same_body(&order(), 2, &mac).is_err());
}

/// A key and a part as they were once stored.
const WRAPPED: &str = "a784f977f25151e3e3cf1ce21dfb25a55f8310d6457371b9707e7e1cbc00b5b60768ebbb42176d28a18b1dd587b9e327a531f15091b1217d876f0f36";
const NONCE: &str = "c3cad38fa75b3afbbde4942c";
const CIPHERTEXT: &str = "eea1cfac61e32217183382738a7e27c337018b3e6dce";

fn stored() -> SubjectKey {
    SubjectKey {
        subject_id: Uuid::from_u128(9),
        subject_kind: "citizen".to_owned(),
        purpose: 1,
        version: 1,
        wrapped: Some(hex::decode(WRAPPED).unwrap()),
        wrap_key: 1,
    }
}

#[test]
fn what_was_sealed_once_opens_for_ever() {
    let key = CellKeys::fixed().subject_key(&stored()).unwrap().unwrap();
    let about = about_part(
        "citizen",
        Uuid::from_u128(9),
        Uuid::from_u128(10),
        "jobbro.citizens.events.v1.CitizenRegistered",
        1,
        1,
    );
    let (nonce, text) = (hex::decode(NONCE).unwrap(), hex::decode(CIPHERTEXT).unwrap());
    assert_eq!(key.open(&about, &nonce, &text).unwrap().as_slice(), b"a name");
}

#[test]
fn a_wrapped_key_of_another_person_purpose_or_version_does_not_unwrap() {
    let cell = CellKeys::fixed();
    for other in [
        SubjectKey { subject_id: Uuid::from_u128(8), ..stored() },
        SubjectKey { purpose: 2, ..stored() },
        SubjectKey { version: 2, ..stored() },
        SubjectKey { subject_kind: "contact".to_owned(), ..stored() },
        SubjectKey { wrap_key: 2, ..stored() },
    ] {
        assert!(cell.subject_key(&other).is_err());
    }
    let erased = SubjectKey { wrapped: None, ..stored() };
    assert!(cell.subject_key(&erased).unwrap().is_none());
}

//! Ids of the streams, derived from the numbers, so that two who register the same company meet on one stream.

use kernel::{Aggregate, CvrNumber, EmployerId, PNumber, Uuid};

use crate::{quota_ledger::QuotaLedger, workplace::Workplace};

/// Under which the numbers become ids. Never changed: it would part every company from its past.
const NUMBERS: Uuid = Uuid::from_u128(0x8c2f_5a0e_6b1d_5f3a_9d47_2e61_c0b8_74d5);

/// The company of a CVR number; its stream has the same id.
#[must_use]
pub fn employer_id(cvr: CvrNumber) -> EmployerId {
    EmployerId::new(Uuid::new_v5(&NUMBERS, format!("cvr:{cvr}").as_bytes()))
}

/// The stream of a workplace.
#[must_use]
pub fn workplace_id(p_number: PNumber) -> Uuid {
    of_p_number(Workplace::KIND, p_number)
}

/// The stream of a workplace's places.
#[must_use]
pub fn quota_ledger_id(p_number: PNumber) -> Uuid {
    of_p_number(QuotaLedger::KIND, p_number)
}

fn of_p_number(kind: &str, p_number: PNumber) -> Uuid {
    Uuid::new_v5(&NUMBERS, format!("{kind}:{p_number}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p_number() -> PNumber {
        PNumber::parse("9999000001").unwrap()
    }

    #[test]
    fn the_ids_never_move() {
        let cvr = CvrNumber::parse("99990007").unwrap();
        assert_eq!(employer_id(cvr).to_string(), "5ab21975-d3f7-5321-bc35-41254ea26bec");
        assert_eq!(workplace_id(p_number()).to_string(), "ddbe1403-2a72-5c3f-885d-009581d19888");
        assert_eq!(quota_ledger_id(p_number()).to_string(), "f7a6c077-dba9-5385-b649-2138abe56cdd");
    }

    #[test]
    fn a_workplace_and_its_places_are_two_streams() {
        assert_ne!(workplace_id(p_number()), quota_ledger_id(p_number()));
    }
}

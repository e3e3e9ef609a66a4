use kernel::{Month, date};

use super::*;

/// `planted/`, compiled by the build script.
const PLANTED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/planted.bin"));

#[test]
fn the_real_contracts_keep_the_rules() {
    assert_eq!(checks::problems(&descriptor_pool()), Vec::<String>::new());
}

#[test]
fn planted_breaches_are_found() {
    let pool = checks::pool(PLANTED).unwrap();
    let found = checks::problems(&pool).join("\n");
    for expected in [
        "jobbro.planted.events.v1.Planted.Open has no permission",
        "jobbro.planted.events.v1.Bare.name has no field class",
        "jobbro.planted.events.v1.Mixed mixes coded and sealed fields",
        "jobbro.planted.events.v1.Mixed.name is sealed without a purpose",
        "jobbro.planted.events.v1.Loose.notes is a map",
        "jobbro.planted.events.v1.Loose.left stands in a oneof",
    ] {
        assert!(found.contains(expected), "{expected} is missing from:\n{found}");
    }
}

#[test]
fn messages_that_hold_what_is_sealed_elsewhere_are_found() {
    let found = checks::printable(&descriptor_pool(), &["jobbro.Nobody"]).join("\n");
    for expected in [
        // Sealed fields.
        "jobbro.citizens.events.v1.CitizenIdentity holds",
        // Fields of the same names.
        "jobbro.citizens.v1.RegisterCitizenRequest holds",
        "jobbro.placements.v1.Terms holds",
        // A message that does.
        "jobbro.placements.v1.DraftPlacementRequest holds",
        "jobbro.Nobody is no message",
    ] {
        assert!(found.contains(expected), "{expected} is missing from:\n{found}");
    }
    for coded in ["LegalFactsRefused", "EndProgrammeRequest", "CivilDate", "CitizenSummary"] {
        assert!(!found.contains(coded), "{coded} is coded");
    }
}

#[test]
fn days_and_months_survive_the_wire_and_false_ones_do_not() {
    let day = date(2016, 2, 29);
    assert_eq!(values::read_date(&values::date(day)), Some(day));
    let bad = |year, month, day| values::read_date(&values_v1::CivilDate { year, month, day });
    assert_eq!(bad(2015, 2, 29), None);
    assert_eq!(bad(0, 1, 1), None);
    assert_eq!(bad(70_000, 1, 1), None);
    let month = Month::of(day);
    assert_eq!(values::read_month(&values::month(month)), Some(month));
    assert_eq!(values::read_month(&values_v1::CivilMonth { year: 2016, month: 13 }), None);
}

#[test]
fn an_unknown_type_is_none_and_false_bytes_are_an_error() {
    use events::citizens::Event;
    assert!(matches!(Event::decode("jobbro.other.v1.Unknown", &[]), Ok(None)));
    assert!(Event::decode("jobbro.citizens.events.v1.BenefitStopped", &[0xff]).is_err());
    assert_eq!(Event::type_names().len(), 9);
}

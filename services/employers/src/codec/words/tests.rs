use super::*;

/// Every value of the wire but 0 has a word of the domain that is written as the same value; 0 has none.
macro_rules! round {
    ($($wire:ty: $to:ident, $read:ident, $last:literal;)+) => {$(
        for number in 0..=$last {
            let value = <$wire>::try_from(number).expect("the wire has no gap");
            let word = $read(value);
            assert_eq!(word.map($to), (number > 0).then_some(value), "{value:?}");
        }
        assert!(<$wire>::try_from($last + 1).is_err(), "a value of {} is not tried", stringify!($wire));
    )+};
}

#[test]
fn every_value_of_the_wire_has_one_word_and_unspecified_has_none() {
    round! {
        pb::Sector: sector, read_sector, 2;
        pb::CompanyFactSource: source, read_source, 5;
        pb::HeadcountLevel: level, read_level, 2;
        pb::HeadcountMethod: method, read_method, 3;
        pb::MeasureKind: measure, read_measure, 3;
        pb::PlaceBasis: basis, read_basis, 2;
        pb::PlaceOccupancy: occupancy, read_occupancy, 3;
        events::PlaceRefusal: refusal, read_refusal, 2;
    }
}

#[test]
fn hours_are_those_of_a_week_or_absent() {
    for (stored, read) in [
        (None, Some(None)),
        (Some(1), Some(Some(1))),
        (Some(37), Some(Some(37))),
        (Some(168), Some(Some(168))),
        (Some(0), None),
        (Some(-1), None),
        (Some(169), None),
        (Some(256 + 37), None),
    ] {
        assert_eq!(read_weekly_hours(stored), read, "{stored:?}");
    }
}

#[test]
fn a_proof_survives_the_wire_with_what_is_not_known() {
    let full = domain::PlaceProof {
        headcount: Some(domain::Headcount {
            ordinary_employees: 0,
            level: domain::HeadcountLevel::Cvr,
            method: domain::HeadcountMethod::HeadsAverage,
            as_of: kernel::date(2018, 3, 1),
            source: domain::CompanyFactSource::Vitas,
        }),
        supported_here: 1,
        elsewhere: Some(domain::PlacesElsewhere {
            places: 0,
            as_of: kernel::date(2018, 2, 28),
            source: domain::CompanyFactSource::Employer,
        }),
        allowed: Some(1),
    };
    let nothing = domain::PlaceProof::default();
    for it in [full, domain::PlaceProof { elsewhere: None, ..full }, nothing] {
        assert_eq!(read_proof(&proof(&it)), Some(it));
    }
    // A count without the day it was counted for is none.
    let torn = pb::PlaceProof { headcount_as_of: None, ..proof(&full) };
    assert_eq!(read_proof(&torn), None);
}

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
        pb::Sex: sex, read_sex, 2;
        pb::ResidenceBasis: residence_basis, read_residence_basis, 6;
        pb::OriginGroup: origin_group, read_origin_group, 2;
        pb::ProgrammeKind: programme_kind, read_programme_kind, 3;
        pb::ProgrammeEndReason: end_reason, read_end_reason, 6;
        pb::ReadinessCategory: readiness, read_readiness, 4;
        pb::BenefitKind: benefit_kind, read_benefit_kind, 6;
        events::PersonNumberKind: person_number_kind, read_person_number_kind, 3;
    }
}

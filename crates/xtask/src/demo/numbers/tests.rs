use std::collections::BTreeSet;

use kernel::date;

use super::*;

#[test]
fn every_number_is_a_replacement_number_of_that_day_and_none_comes_twice() {
    let mut numbers = Numbers::default();
    let mut seen = BTreeSet::new();
    for born in [date(1900, 1, 1), date(1955, 1, 1), date(1996, 2, 29), date(2001, 12, 31)] {
        for sex in [Sex::Female, Sex::Male, Sex::Female, Sex::Male] {
            let number = numbers.take(born, sex).unwrap();
            let read = PersonNumber::parse(&number, false).unwrap();
            assert_eq!(read.kind(), PersonNumberKind::Replacement, "{number}");
            assert_eq!(read.birth_date(), Some(born), "{number}");
            assert_eq!(read.modulus_11(), Modulus11::Passes, "{number}");
            let even = number.ends_with(['0', '2', '4', '6', '8']);
            assert_eq!(even, sex == Sex::Female, "{number}");
            assert!(seen.insert(number.clone()), "{number} came twice");
        }
    }
}

#[test]
fn a_day_has_an_end_of_numbers() {
    let mut numbers = Numbers::default();
    let taken = (0..500).take_while(|_| numbers.take(date(1970, 5, 5), Sex::Male).is_ok()).count();
    assert!((100..400).contains(&taken), "{taken}");
}

#[test]
fn a_century_without_replacement_numbers_is_refused() {
    assert!(Numbers::default().take(date(1899, 12, 31), Sex::Male).is_err());
    assert!(Numbers::default().take(date(2037, 1, 1), Sex::Male).is_err());
}

use kernel::date;

use super::*;

#[test]
fn days_are_said_as_people_say_them() {
    assert_eq!(danish_day(date(2017, 3, 1)), "1. marts 2017");
    assert_eq!(danish_day(date(2016, 12, 31)), "31. december 2016");
    assert_eq!(danish_day(date(2016, 1, 9)), "9. januar 2016");
}

#[test]
fn what_has_no_danish_word_is_said_by_its_code() {
    assert_eq!(fact("age_years"), "Alder");
    assert_eq!(fact("shoe_size"), "shoe_size");
    assert_eq!(value(&FactValue::code("QUOTA_REFUGEE")), "kvoteflygtning");
    assert_eq!(value(&FactValue::code("UNHEARD_OF")), "UNHEARD_OF");
    assert_eq!(value(&FactValue::Number(-3)), "-3");
}

#[test]
fn the_tables_are_sorted_and_name_nothing_twice() {
    for table in [FACTS, CODES] {
        assert!(table.windows(2).all(|it| it[0].0 < it[1].0));
        assert!(table.iter().all(|(_, danish)| !danish.is_empty()));
    }
}

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

/// Every literal that stands behind `before(` in the rules of all services.
fn named_in_rules(before: &str) -> std::collections::BTreeSet<String> {
    let services = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services");
    let mut folders = vec![std::path::PathBuf::from(services)];
    let mut found = std::collections::BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let rule = path.to_string_lossy().contains("/domain/src/rules/");
            if path.is_dir() {
                folders.push(path);
            } else if rule && path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                let literals = text.split(before).skip(1).filter_map(|it| {
                    it.trim_start().strip_prefix('"')?.split_once('"').map(|it| it.0.to_owned())
                });
                found.extend(literals);
            }
        }
    }
    found
}

#[test]
fn every_fact_and_code_that_a_rule_names_has_a_danish_word() {
    for (before, table) in [("fact(", FACTS), ("FactValue::code(", CODES)] {
        let named = named_in_rules(before);
        assert!(!named.is_empty(), "no rule names any");
        let unsaid: Vec<_> =
            named.iter().filter(|it| !table.iter().any(|(known, _)| known == it)).collect();
        assert_eq!(unsaid, Vec::<&String>::new(), "behind {before}");
    }
}

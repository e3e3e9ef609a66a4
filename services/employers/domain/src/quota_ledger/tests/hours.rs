//! From 2020-01-01 a place takes its hours: the fullest day is the one with most of them.

use super::*;

/// Five ordinary employees, nothing elsewhere: one place, 37 hours.
fn one_place(as_of: &str) -> workplace::Facts {
    let mut facts = workplace(None);
    let known = facts.headcounts[&day("2018-03-01")];
    facts.headcounts = BTreeMap::from([(
        day(as_of),
        Headcount { ordinary_employees: 5, as_of: day(as_of), ..known },
    )]);
    facts.elsewhere = [counted(0, as_of)].into();
    facts
}

fn answered(asks: &[Ask], facts: &workplace::Facts) -> Vec<bool> {
    let mut ledger = Ledger::default();
    asks.iter().map(|it| told(&ledger.asked(*it, facts)).0.is_ok()).collect()
}

#[test]
fn the_first_day_asked_decides_whether_heads_or_hours_are_counted() {
    let facts = one_place("2019-12-20");
    for (first_day, hours, expected) in [
        ("2019-12-31", [10, 10], [true, false]),
        ("2020-01-01", [10, 10], [true, true]),
        ("2020-01-01", [18, 19], [true, true]),
        ("2020-01-01", [19, 19], [true, false]),
    ] {
        let asks = [1, 2].map(|it| ask(it, first_day, "2020-03-01"));
        let asks = [part_time(asks[0], hours[0]), part_time(asks[1], hours[1])];
        assert_eq!(answered(&asks, &facts), expected, "{first_day} {hours:?}");
    }
    // Who began before is counted in hours by one who begins after.
    let began = part_time(ask(1, "2019-12-31", "2020-03-01"), 10);
    let next = part_time(ask(2, "2020-01-01", "2020-03-01"), 27);
    assert_eq!(answered(&[began, next], &facts), [true, true]);
    let next = part_time(next, 28);
    assert_eq!(answered(&[began, next], &facts), [true, false]);
}

#[test]
fn whose_hours_nobody_stated_is_a_full_time_person() {
    let facts = one_place("2019-12-20");
    let (full, part) = (ask(1, "2020-01-01", "2020-03-01"), ask(2, "2020-01-01", "2020-03-01"));
    for asks in [[full, part_time(part, 1)], [part_time(part, 1), full]] {
        assert_eq!(answered(&asks, &facts), [true, false]);
    }
}

#[test]
fn the_day_with_most_hours_counts_and_not_the_one_with_most_heads() {
    let facts = one_place("2019-12-20");
    let three = [1, 2, 3].map(|it| part_time(ask(it, "2020-01-01", "2020-01-10"), 5));
    let one = part_time(ask(4, "2020-01-11", "2020-01-20"), 30);
    for (hours, expected) in [(7, true), (8, false)] {
        let next = part_time(ask(5, "2020-01-01", "2020-01-20"), hours);
        let asks: Vec<_> = three.into_iter().chain([one, next]).collect();
        assert_eq!(answered(&asks, &facts).last(), Some(&expected), "{hours}");
    }
}

#[test]
fn hours_given_back_are_free_on_the_day_after() {
    let facts = one_place("2019-12-20");
    for (first_day, free) in [("2020-01-15", false), ("2020-01-16", true)] {
        let mut ledger = Ledger::default();
        ledger.asked(part_time(ask(1, "2020-01-01", "2020-03-01"), 20), &facts);
        ledger.given_back(1, Some("2020-01-15"));
        let next = part_time(ask(2, first_day, "2020-03-01"), 20);
        assert_eq!(told(&ledger.asked(next, &facts)).0.is_ok(), free, "{first_day}");
    }
}

#[test]
fn the_answer_keeps_the_hours() {
    let event = Ledger::default()
        .asked(part_time(ask(1, "2020-01-01", "2020-03-01"), 18), &one_place("2019-12-20"));
    let Event::Reserved { weekly_hours, .. } = event else { panic!("{event:?}") };
    assert_eq!(weekly_hours, Some(18));
}

//! A place is given back once: whole, or after the last day it was used.

use super::*;

const MARCH: (&str, &str) = ("2018-03-05", "2018-03-31");

fn holding() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.asked(ask(1, MARCH.0, MARCH.1), &workplace(Some(0)));
    assert_eq!(ledger.held_on(MARCH.1), 1);
    ledger
}

fn released(last_day: Option<&str>) -> Event {
    let (question, last_day) = (question(1), last_day.map(day));
    Event::Released { question, p_number: p_number(), last_day }
}

#[test]
fn a_place_that_was_not_used_is_free_on_every_day() {
    let mut ledger = holding();
    assert_eq!(ledger.given_back(1, None), [released(None)]);
    assert_eq!(ledger.held_in("2018-01-01", "2018-12-31"), 0);
}

#[test]
fn a_shortened_reservation_ends_on_its_last_day() {
    let mut ledger = holding();
    assert_eq!(ledger.given_back(1, Some("2018-03-20")), [released(Some("2018-03-20"))]);
    for (on, held) in [("2018-03-04", 0), ("2018-03-05", 1), ("2018-03-20", 1), ("2018-03-21", 0)] {
        assert_eq!(ledger.held_on(on), held, "{on}");
    }
}

#[test]
fn the_first_day_alone_is_a_day_used_and_the_day_before_is_none() {
    let mut ledger = holding();
    assert_eq!(ledger.given_back(1, Some("2018-03-05")), [released(Some("2018-03-05"))]);
    assert_eq!((ledger.held_on("2018-03-05"), ledger.held_on("2018-03-06")), (1, 0));
    let mut ledger = holding();
    assert_eq!(ledger.given_back(1, Some("2018-03-04")), [released(None)]);
    assert_eq!(ledger.held_in("2018-01-01", "2018-12-31"), 0);
}

#[test]
fn giving_back_at_the_end_or_later_makes_it_no_longer() {
    for last_day in ["2018-03-31", "2018-04-15"] {
        let mut ledger = holding();
        assert_eq!(ledger.given_back(1, Some(last_day)), [released(Some("2018-03-31"))]);
        assert_eq!((ledger.held_on("2018-03-31"), ledger.held_on("2018-04-01")), (1, 0));
    }
}

#[test]
fn twice_of_nobody_or_of_a_refused_question_is_nothing() {
    for first in [None, Some("2018-03-20")] {
        for second in [None, Some("2018-03-10"), Some("2018-03-25")] {
            let mut ledger = holding();
            ledger.given_back(1, first);
            let held = ledger.held_on("2018-03-15");
            assert_eq!(ledger.given_back(1, second), [], "{first:?} {second:?}");
            assert_eq!(ledger.held_on("2018-03-15"), held);
        }
    }
    let mut ledger = Ledger::default();
    assert_eq!(ledger.given_back(1, None), []);
    ledger.asked(ask(1, MARCH.0, MARCH.1), &workplace(Some(2)));
    assert_eq!(ledger.given_back(1, None), [], "it was refused");
}

#[test]
fn a_place_given_back_can_be_asked_for_by_another() {
    let mut ledger = holding();
    let full = workplace(Some(1));
    assert!(told(&ledger.asked(ask(2, MARCH.0, MARCH.1), &full)).0.is_err());
    ledger.given_back(1, None);
    assert!(told(&ledger.asked(ask(3, MARCH.0, MARCH.1), &full)).0.is_ok());
}

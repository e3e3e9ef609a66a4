use kernel::Uuid;
use testkit::{Scenario, day};

use super::*;
use crate::placement::{Days, WeeklyHours};

const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(1));

fn placement(number: u128) -> PlacementId {
    PlacementId::new(Uuid::from_u128(number))
}

fn until(last: &str) -> Internship {
    let days = Days::of(day("2018-03-05"), day(last)).unwrap();
    Internship { days, weekly_hours: WeeklyHours::of(30).unwrap() }
}

fn note(number: u128, stands: Option<Internship>) -> Command {
    Command { citizen: CITIZEN, placement: placement(number), stands }
}

fn noted(number: u128, internship: Internship) -> Event {
    Event::Noted { citizen: CITIZEN, placement: placement(number), internship }
}

fn lapsed(number: u128) -> Event {
    Event::Lapsed { citizen: CITIZEN, placement: placement(number) }
}

#[test]
fn what_is_noted_already_is_not_noted_again() {
    let given = || Scenario::<InternshipHistory>::given([noted(1, until("2018-03-30"))]);
    given().when(note(1, Some(until("2018-03-30")))).then([]);
    given().when(note(1, Some(until("2018-03-09")))).then([noted(1, until("2018-03-09"))]);
    given().when(note(2, Some(until("2018-03-30")))).then([noted(2, until("2018-03-30"))]);
}

#[test]
fn only_what_was_noted_lapses_and_once() {
    let given = |past: &[Event]| Scenario::<InternshipHistory>::given(past.to_vec());
    given(&[noted(1, until("2018-03-30"))]).when(note(1, None)).then([lapsed(1)]);
    given(&[noted(1, until("2018-03-30")), lapsed(1)]).when(note(1, None)).then([]);
    given(&[noted(2, until("2018-03-30"))]).when(note(1, None)).then([]);
}

#[test]
fn the_days_of_each_other_one_are_told_as_they_are_now_in_the_order_they_came() {
    let history = [
        noted(1, until("2018-03-30")),
        noted(2, until("2018-04-30")),
        noted(3, until("2018-05-31")),
        noted(1, until("2018-03-09")),
        lapsed(2),
    ]
    .iter()
    .fold(InternshipHistory::default(), InternshipHistory::evolve);
    let (first, third) = (until("2018-03-09"), until("2018-05-31"));
    assert_eq!(history.besides(placement(9)), [first, third]);
    assert_eq!(history.besides(placement(2)), [first, third]);
    assert_eq!(history.besides(placement(1)), [third]);
    assert_eq!(InternshipHistory::default().besides(placement(1)), []);
}

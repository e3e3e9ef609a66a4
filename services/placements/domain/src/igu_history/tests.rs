use kernel::Uuid;
use testkit::{Scenario, day};

use super::*;
use crate::values::IguOutcome::{Completed, Concluded, Stopped, Void};

const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(1));

fn igu(number: u128) -> IguId {
    IguId::new(Uuid::from_u128(number))
}

fn note(number: u128, outcome: IguOutcome, on: &str) -> Command {
    Command { citizen: CITIZEN, igu: igu(number), outcome, on: day(on) }
}

fn noted(number: u128, outcome: IguOutcome, on: &str) -> Event {
    Event::Noted { citizen: CITIZEN, igu: igu(number), outcome, on: day(on) }
}

#[test]
fn what_is_noted_already_is_not_noted_again() {
    let given = || Scenario::<IguHistory>::given([noted(1, Concluded, "2017-02-01")]);
    given().when(note(1, Concluded, "2017-02-01")).then([]);
    given().when(note(1, Stopped, "2017-02-01")).then([noted(1, Stopped, "2017-02-01")]);
    given().when(note(1, Concluded, "2017-02-02")).then([noted(1, Concluded, "2017-02-02")]);
    given().when(note(2, Concluded, "2017-02-01")).then([noted(2, Concluded, "2017-02-01")]);
}

#[test]
fn the_newest_outcome_of_each_other_igu_is_told_in_the_order_they_came() {
    let history = [
        noted(1, Concluded, "2017-02-01"),
        noted(2, Concluded, "2018-02-01"),
        noted(1, Stopped, "2017-08-31"),
        noted(2, Void, "2018-02-01"),
        noted(3, Concluded, "2019-02-01"),
        noted(3, Completed, "2021-01-31"),
    ]
    .iter()
    .fold(IguHistory::default(), IguHistory::evolve);
    let earlier = |outcome, on| EarlierIgu { outcome, on: day(on) };
    let (first, second, third) = (
        earlier(Stopped, "2017-08-31"),
        earlier(Void, "2018-02-01"),
        earlier(Completed, "2021-01-31"),
    );
    assert_eq!(history.besides(igu(9)), [first, second, third]);
    assert_eq!(history.besides(igu(2)), [first, third]);
    assert_eq!(IguHistory::default().besides(igu(1)), []);
}

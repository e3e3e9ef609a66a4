//! Registration is a fact beside: once, from the conclusion on, also late.

use law::Verdict;

use super::*;
use crate::values::IguChannel::Authority;

#[test]
fn it_is_registered_from_the_day_of_conclusion_to_today() {
    let given = || given(until(State::Concluded));
    given().when(ask(register("2017-02-19"))).then_refused(&Refusal::DayBeforeConclusion);
    given().when(ask(register("2017-02-20"))).then([registered("2017-02-20")]);
    given().when(on("2017-03-10", register("2017-03-11"))).then_refused(&Refusal::DayInFuture);
    given().when(on("2017-03-11", register("2017-03-11"))).then([registered("2017-03-11")]);
}

#[test]
fn it_is_registered_once() {
    for state in [State::Concluded, State::Running, State::Completed] {
        let past = [until(state), vec![registered("2017-02-28")]].concat();
        for again in ["2017-02-28", "2017-03-01"] {
            given(past.clone())
                .when(ask(register(again)))
                .then_refused(&Refusal::AlreadyRegistered);
        }
        given(past).when(ask(Order::MarkOverdue)).then([]);
    }
}

#[test]
fn it_is_overdue_from_the_day_after_the_last_one_for_registering_and_once() {
    given(until(State::Concluded)).when(on("2017-03-20", Order::MarkOverdue)).then([]);
    given(until(State::Concluded)).when(on("2017-03-21", Order::MarkOverdue)).then([overdue()]);
    let past = [until(State::Concluded), vec![overdue()]].concat();
    given(past).when(ask(Order::MarkOverdue)).then([]);
}

#[test]
fn a_registration_after_that_is_accepted_and_warns() {
    let past = [until(State::Concluded), vec![overdue()]].concat();
    for (registered_on, verdict) in [("2017-03-20", Verdict::Holds), ("2017-03-21", Verdict::Warns)]
    {
        let findings = given(past.clone())
            .when(ask(register(registered_on)))
            .then([registered(registered_on)]);
        let verdicts: Vec<_> = findings.iter().map(|it| it.verdict).collect();
        assert_eq!(verdicts, [verdict], "{registered_on}");
    }
}

#[test]
fn the_channel_of_another_time_warns() {
    let order = Order::Register { channel: Authority, registered_on: day("2017-02-28") };
    let decision = folded(&until(State::Concluded)).decide(ask(order)).unwrap();
    let verdicts: Vec<_> = decision.findings.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Warns]);
}
